import type { Grade } from '../../ehr/preflight/types.ts';
import { Badge } from '../../ui/Badge.tsx';
import { GRADE } from './words.ts';

/** Green, amber or red, with its word. */
export function GradeBadge({ grade }: { grade: Grade }) {
  const { word, tone, icon } = GRADE[grade];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
