import type { PracticePageProps } from '../panel/page.ts';

export default function Worklist(_: PracticePageProps) {
  return null;
}
