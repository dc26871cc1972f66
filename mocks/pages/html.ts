/** Markup that is known to be safe. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** A template whose values are escaped, but for markup made by this function. */
export function html(texts: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(texts.map((text, index) => text + render(values[index] ?? '')).join(''));
}

function render(value: Part): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');
  }
  return value.map(render).join('');
}

const STYLE = `
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1c2733; background: #f4f6f8 }
* { box-sizing: border-box }
body { margin: 0 }
.synthetic { background: #7a2e00; color: #fff; padding: .5rem 1.5rem; font-weight: 600 }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem } h2 { font-size: 1.15rem; margin: 0 }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; background: #fff; border: 1px solid #d3dae1; border-radius: .5rem; padding: 1rem; margin: 1rem 0 }
label { display: grid; gap: .25rem; font-weight: 600; min-width: 0 }
select { font-weight: 400; width: 100% }
.links a { white-space: nowrap }
select, button { font-family: inherit; font-size: 1rem; padding: .5rem .75rem; border: 1px solid #66788a; border-radius: .375rem; background: #fff; color: inherit }
button, .launch { background: #0b5cad; color: #fff; border: 1px solid #0b5cad; cursor: pointer }
.launch { display: inline-block; padding: .4rem .8rem; border-radius: .375rem; text-decoration: none; font-weight: 600; white-space: nowrap }
.launch:hover, button:hover { background: #08467f }
a { color: #0b5cad }
:focus-visible { outline: 3px solid #f0a000; outline-offset: 2px }
ul.patients { list-style: none; padding: 0; display: grid; gap: .5rem }
ul.patients > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .25rem 1rem; align-items: center; background: #fff; border: 1px solid #d3dae1; border-radius: .5rem; padding: .75rem 1rem }
ul.patients p { margin: 0; color: #435466 }
ul.patients .links { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; grid-row: 1 / span 2; grid-column: 2 }
h3 { font-size: 1rem; margin: 0 }
iframe { width: 100%; height: 80vh; border: 1px solid #66788a; background: #fff }
iframe.sidebar { max-width: 30rem; height: 120px }
@media (max-width: 40rem) { ul.patients > li { grid-template-columns: minmax(0, 1fr) } ul.patients .links { grid-row: auto; grid-column: 1 } }
`;

/** A whole page; each says that it is synthetic. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${title}</title><style>${new Html(STYLE)}</style></head>
<body>
<header class="synthetic">SYNTHETIC: a sandbox EHR for development. No patient, person or practice here is real.</header>
<main>${body}</main>
</body>
</html>`.text;
}
