import { useState } from 'react';

/** Copies a text, and tells how that went: `refused` where the browser gives no clipboard, as in many frames. The text must be shown then. */
export function useCopy(text: string): { copied: 'no' | 'yes' | 'refused'; copy: () => void } {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  async function write() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      // Not allowed, or not there at all: the caller shows the text instead.
      setCopied('refused');
    }
  }
  return { copied, copy: () => void write() };
}
