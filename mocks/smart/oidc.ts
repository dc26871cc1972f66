/** oidc-provider without its complaint about Node 20, where it works for a sandbox; anything else it has to say is heard. */
const { warn } = console;
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
};
export const { errors, Provider } = await import('oidc-provider');
console.warn = warn;
