import { describe, expect, test } from 'vitest';
import { PALETTES, type Palette } from '../../../test/palettes.ts';
import { contrast, parseColour } from '../../ui/contrast.ts';
import { fitting } from './smartStyleFit.ts';

const { light, dark } = PALETTES;
const taken = (style: unknown, palette: Palette = light) =>
  Object.fromEntries(fitting(style, (name) => palette.get(name) ?? ''));

/** The example of SMART App Launch, and what other servers send. */
const EXAMPLE = {
  color_background: '#edeae3',
  color_error: '#9e2d2d',
  color_highlight: '#69b5ce',
  color_modal_backdrop: '',
  color_success: '#498e49',
  color_text: '#303030',
  dim_border_radius: '6px',
  dim_font_size: '13px',
  dim_spacing_size: '20px',
  font_family_body: "Georgia, Times, 'Times New Roman', serif",
  font_family_heading: "'HelveticaNeue-Light', Helvetica, Arial, 'Lucida Grande', sans-serif;",
};

describe('the style of an EHR', () => {
  test('is taken as far as it can be read: the example of the specification', () => {
    expect(taken(EXAMPLE)).toEqual({
      '--text': 'rgb(48, 48, 48)',
      '--bad': 'rgb(158, 45, 45)',
      '--ground': 'rgb(237, 234, 227)',
      '--radius': '6px',
      '--font': "Georgia, Times, 'Times New Roman', serif",
      '--heading-font': "'HelveticaNeue-Light', Helvetica, Arial, 'Lucida Grande', sans-serif",
    });
  });

  test('gives none of its light colours to a person whose system asks for dark', () => {
    const { color_background, color_text, color_error, color_highlight, color_success } = EXAMPLE;
    expect(
      taken({ color_background, color_text, color_error, color_success, color_highlight: '#0a58a6' }, dark),
    ).toEqual({});
    expect(taken({ color_highlight }, dark)).toEqual({
      '--accent': 'rgb(105, 181, 206)',
      '--focus': 'rgb(105, 181, 206)',
    });
  });

  test.each<[string, object]>([
    ['a text as pale as its ground', { color_text: '#bbbbbb' }],
    ['a ground that hides the app’s own texts', { color_background: '#333333' }],
    ['a colour that lets others shine through', { color_text: 'rgba(0, 0, 0, 0.9)' }],
    ['a colour by name', { color_text: 'black' }],
    ['an address in place of a colour', { color_background: 'url(https://stranger.example/x.png)' }],
    ['more than a colour', { color_text: '#000; background: red' }],
    ['an address in place of a font', { font_family_body: 'url(https://stranger.example/x.woff2)' }],
    ['more than fonts', { font_family_body: 'Arial } body { display: none' }],
    ['a variable', { font_family_heading: 'var(--x)' }],
    ['a text smaller than ours', { dim_font_size: '13px' }],
    ['a text that fills the screen', { dim_font_size: '60px' }],
    ['a length that is none', { dim_border_radius: 'calc(1px * 3)', dim_font_size: '2em' }],
    ['a corner that makes a circle', { dim_border_radius: '40px' }],
    ['values of another kind', { color_text: 7, dim_font_size: null, font_family_body: ['Arial'] }],
    ['properties that nobody knows', JSON.parse('{"color_whatever": "#000", "__proto__": {"color_text": "#000"}}')],
  ])('is left where it has %s', (_, style) => {
    expect(taken(style)).toEqual({});
  });

  test.each([null, 'text', 7, []])('is left where it is %j', (style) => {
    expect(taken(style)).toEqual({});
  });

  test('changes the text and its ground together only where both can be read', () => {
    const style = {
      color_text: '#000',
      color_background: '#ffffff',
      color_highlight: '#0b5cad',
      dim_font_size: '16px',
    };
    expect(taken(style)).toEqual({
      '--text': 'rgb(0, 0, 0)',
      '--accent': 'rgb(11, 92, 173)',
      '--focus': 'rgb(11, 92, 173)',
      '--ground': 'rgb(255, 255, 255)',
      '--body': '1rem',
    });
  });

  test('never leaves a text that is hard to read, whatever the colours', () => {
    const parts = ['00', '44', '88', 'cc', 'ff'];
    const colours = parts.flatMap((red) => parts.flatMap((green) => parts.map((blue) => `#${red}${green}${blue}`)));
    for (const palette of [light, dark])
      for (const [index, color_background] of colours.entries()) {
        const other = colours[(index * 37) % colours.length];
        const style = { color_background, color_text: other, color_highlight: colours[(index * 61) % colours.length] };
        const result = taken(style, palette);
        const colour = (name: string) => parseColour(result[`--${name}`] ?? palette.get(name) ?? '') ?? [0, 0, 0];
        for (const ground of ['ground', 'surface', 'sunken']) {
          const on = (name: string) => contrast(colour(name), colour(ground));
          const said = `on ${ground}: ${JSON.stringify(style)}`;
          for (const name of ['text', 'accent', 'muted', 'bad'])
            expect(on(name), `${name} ${said}`).toBeGreaterThanOrEqual(4.5);
          // WCAG 1.4.11: what is no text, and is looked at.
          for (const name of ['bar', 'focus']) expect(on(name), `${name} ${said}`).toBeGreaterThanOrEqual(3);
        }
      }
  });
});
