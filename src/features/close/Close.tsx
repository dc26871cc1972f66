import type { PracticePageProps } from '../panel/page.ts';

export default function Close(_: PracticePageProps) {
  return null;
}
