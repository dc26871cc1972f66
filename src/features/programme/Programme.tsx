import type { PracticePageProps } from '../panel/page.ts';

export default function Programme(_: PracticePageProps) {
  return null;
}
