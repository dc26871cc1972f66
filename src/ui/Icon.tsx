const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  question: 'M5.6 6a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.6M8 12.2v.3',
  clock: 'M8 4v4l2.7 1.8M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  warning: 'M8 2.5l6.2 11H1.8zM8 6.7v3M8 11.6v.3',
  info: 'M8 7.3V11M8 5v.3M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  coin: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.3 8.2l1.9 1.9 3.6-4',
  previous: 'M10 3.5L5.5 8l4.5 4.5',
  next: 'M6 3.5L10.5 8 6 12.5',
  close: 'M4 4l8 8M12 4l-8 8',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon the size of the text. It is decoration: the word beside it carries the meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 16 16" width="1.15em" height="1.15em" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
