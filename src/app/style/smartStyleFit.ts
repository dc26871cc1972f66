import * as z from 'zod/mini';
import { type Colour, contrast, parseColour } from '../../ui/contrast.ts';

/** What the app takes of a SMART style document; what is not understood, or not safe, counts as not there. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#styling */
const styleSchema = z.object({
  color_background: z.catch(z.optional(z.string()), undefined),
  color_error: z.catch(z.optional(z.string()), undefined),
  color_highlight: z.catch(z.optional(z.string()), undefined),
  color_success: z.catch(z.optional(z.string()), undefined),
  color_text: z.catch(z.optional(z.string()), undefined),
  dim_border_radius: z.catch(z.optional(z.string()), undefined),
  dim_font_size: z.catch(z.optional(z.string()), undefined),
  font_family_body: z.catch(z.optional(z.string()), undefined),
  font_family_heading: z.catch(z.optional(z.string()), undefined),
});

type Style = z.output<typeof styleSchema>;

/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5;
const TEXTS = ['text', 'muted', 'accent', 'good', 'caution', 'bad', 'unsure', 'neutral'];
const GROUNDS = ['ground', 'surface', 'sunken'];
const NOTES = ['good-ground', 'caution-ground', 'bad-ground', 'unsure-ground', 'neutral-ground'];

/** Which colour takes the place of which of ours, and on what it must be readable. Texts come before the ground that they must stand on. */
const COLOURS = [
  { key: 'color_text', token: 'text', against: [...GROUNDS, ...NOTES] },
  { key: 'color_highlight', token: 'accent', against: [...GROUNDS, ...NOTES, 'on-accent'] },
  { key: 'color_error', token: 'bad', against: [...GROUNDS, 'bad-ground'] },
  { key: 'color_success', token: 'good', against: [...GROUNDS, 'good-ground'] },
  { key: 'color_background', token: 'ground', against: TEXTS },
] as const;

const LARGEST_RADIUS = 12;
const OUR_FONT_SIZE = 14;
const LARGEST_FONT_SIZE = 18;
/** Names of fonts: quotes, commas and nothing else that CSS understands, so that nothing is loaded. */
const FONTS = /^[\p{L}\p{N} ,'"-]{1,200}$/u;

/**
 * The custom properties that an EHR's style changes, `--accent` and its like. A colour that would be hard to read beside the others, as they
 * are now, is not taken, and so no EHR's style can make the app fail WCAG 1.4.3; a smaller text neither.
 * @param document what the EHR sent
 * @param token the value of one of our colours as it is now, by its name without dashes
 */
export function fitting(document: unknown, token: (name: string) => string): ReadonlyMap<string, string> {
  const parsed = z.safeParse(styleSchema, document);
  if (!parsed.success) return new Map();
  return new Map([...colours(parsed.data, token), ...sizes(parsed.data), ...fonts(parsed.data)]);
}

function colours(style: Style, token: (name: string) => string): Map<string, string> {
  const taken = new Map<string, string>();
  const colourOf = (name: string) => parseColour(taken.get(`--${name}`) ?? token(name));
  for (const { key, token: name, against } of COLOURS) {
    const wished = parseColour(style[key] ?? '');
    if (wished === null || !against.every((other) => readable(wished, colourOf(other)))) continue;
    taken.set(`--${name}`, `rgb(${wished.join(', ')})`);
    // The ring around what has the focus is the accent's.
    if (name === 'accent') taken.set('--focus', `rgb(${wished.join(', ')})`);
  }
  return taken;
}

function readable(one: Colour, other: Colour | null): boolean {
  return other !== null && contrast(one, other) >= READABLE;
}

function sizes({ dim_border_radius, dim_font_size }: Style): [string, string][] {
  const radius = pixels(dim_border_radius);
  const font = pixels(dim_font_size);
  const taken: [string, string][] = [];
  if (radius !== null && radius <= LARGEST_RADIUS) taken.push(['--radius', `${radius}px`]);
  // In rem, so that it grows with the browser's own text size.
  if (font !== null && font >= OUR_FONT_SIZE && font <= LARGEST_FONT_SIZE) taken.push(['--body', `${font / 16}rem`]);
  return taken;
}

function pixels(text = ''): number | null {
  const found = /^(\d{1,2}(?:\.\d{1,2})?)px$/.exec(text.trim());
  return found === null ? null : Number(found[1]);
}

function fonts({ font_family_body, font_family_heading }: Style): [string, string][] {
  return [...family('--font', font_family_body), ...family('--heading-font', font_family_heading)];
}

function family(property: string, names = ''): [string, string][] {
  const plain = names.trim().replace(/\s*;$/, '');
  return FONTS.test(plain) ? [[property, plain]] : [];
}
