import { describe, expect, it } from 'vitest';
import { readAddress, readPath, readUrl } from './readers.ts';

describe('readUrl', () => {
  it.each([
    'https://rpm.example.org/',
    'https://apps.example.org:8443/clinic/rpm-tally/',
    'http://127.0.0.1:8080/',
    'http://localhost:8080/rpm-tally/',
  ])('takes %s', (text) => {
    expect(readUrl(text).href).toBe(text);
  });

  it.each([
    ['rpm.example.org', /https address/],
    ['http://rpm.example.org/', /https address/],
    ['https://rpm.example.org/rpm', /end in a slash/],
    ['https://rpm.example.org/?x=1', /end in a slash/],
    ['https://rpm.example.org/#x', /end in a slash/],
    ['https://user:secret@rpm.example.org/', /end in a slash/],
    ['https://rpm.example.org/a b/', /end in a slash/],
    ['https://rpm.example.org/{x}/', /end in a slash/],
  ])('refuses %s', (text, message) => {
    expect(() => readUrl(text)).toThrow(message);
  });
});

describe('readPath', () => {
  it('takes a path on the server', () => {
    expect(readPath('/srv/rpm-tally/0.1.0+1a2b3c')).toBe('/srv/rpm-tally/0.1.0+1a2b3c');
  });

  it.each(['dist', '', '/', '/srv/a b', '/srv/a;autoindex on', '/srv/$x', '/srv/a\nb', '/srv/"x"', '/srv/{x}'])(
    'refuses %j',
    (text) => {
      expect(() => readPath(text)).toThrow('absolute path');
    },
  );
});

describe('readAddress', () => {
  it.each(['8080', '127.0.0.1:8080', 'inside.example:80', '[::1]:8080'])('takes %s', (text) => {
    expect(readAddress(text)).toBe(text);
  });

  it.each(['', 'all', '127.0.0.1', '8080 ssl', '8080;', '123456'])('refuses %j', (text) => {
    expect(() => readAddress(text)).toThrow('port');
  });
});
