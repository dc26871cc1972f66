import { connectOrigins } from '../../config/origins.ts';
import type { Connection, PracticeConnection } from '../../ehr/types.ts';
import { styleAt } from './smartStyleAt.ts';
import { fitting } from './smartStyleFit.ts';

const DARK = '(prefers-color-scheme: dark)';

const sheet = new CSSStyleSheet();
/** The address is its version too: a server with another style names another address (SMART App Launch, "Styling"). */
let worn: string | null = null;

/**
 * Makes the page look a little more like the EHR around it (SMART's `smart_style_url`): as far as everything stays readable in the light,
 * the dark and the contrast that the person's own system asks for, which come before the EHR's. Without an answer the app looks as always.
 */
export async function wearStyle({ styleUrl, issuer }: Connection | PracticeConnection): Promise<void> {
  if (styleUrl === null || styleUrl === worn) return;
  worn = styleUrl;
  const style = await styleAt(styleUrl, connectOrigins({ issuers: [issuer] }));
  if (style === null) return;
  wear(style);
  matchMedia(DARK).addEventListener('change', () => wear(style));
}

/**
 * On a sheet of its own, since a page whose policy allows no styles in its markup may still have those. Only on screen: paper is white.
 */
function wear(style: unknown): void {
  const others = document.adoptedStyleSheets.filter((one) => one !== sheet);
  document.adoptedStyleSheets = others;
  const ours = getComputedStyle(document.documentElement);
  const taken = fitting(style, (name) => ours.getPropertyValue(`--${name}`));
  const scheme = matchMedia(DARK).matches ? 'dark' : 'light';
  sheet.media.mediaText = `screen and (prefers-color-scheme: ${scheme}) and (prefers-contrast: no-preference) and (forced-colors: none)`;
  while (sheet.cssRules.length > 0) sheet.deleteRule(0);
  sheet.insertRule(':root {}');
  const rule = sheet.cssRules[0];
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [property, value] of taken) rule.style.setProperty(property, value);
  document.adoptedStyleSheets = [...others, sheet];
}
