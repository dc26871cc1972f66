import type { PracticePageProps } from '../panel/page.ts';

export default function Audit(_: PracticePageProps) {
  return null;
}
