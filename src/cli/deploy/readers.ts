import { InvalidArgumentError } from 'commander';

/** What is given on the command line and goes into a server's configuration: nothing that would have to be quoted there. */

export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const local = url !== null && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && local)))
    throw new InvalidArgumentError('It must be an https address.');
  if (!/^(\/[\w.-]+)*\/$/.test(url.pathname) || url.search || url.hash || url.username || url.password)
    throw new InvalidArgumentError(
      'It must end in a slash, without anything behind, such as https://apps.example.org/rpm-tally/.',
    );
  return url;
}

export function readPath(text: string): string {
  if (!/^(\/[\w.+@-]+)+$/.test(text))
    throw new InvalidArgumentError('It must be an absolute path of plain letters, digits, . _ + @ and -.');
  return text;
}

export function readAddress(text: string): string {
  if (!/^([\w.-]+:|\[[\da-f:]+\]:)?\d{1,5}$/i.test(text))
    throw new InvalidArgumentError('It must be a port, or an address and a port.');
  return text;
}
