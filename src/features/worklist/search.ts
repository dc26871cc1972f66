import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { effortOf, type WorkRow } from './rows.ts';
import type { View } from './view.ts';

/** Whose patients: somebody by reference; null: what the view says. In memory only. */
export type Person = Reference | null;

interface Wanted {
  view: View;
  /** What was typed: parts of a name or record number. */
  text: string;
  person: Person;
  /** Who is signed in. */
  me: Reference | null;
  at: Instant;
}

/** Whether a row belongs on the list as it is filtered now. */
export function isFitting(row: WorkRow, { view, text, person, me, at }: Wanted): boolean {
  const { status, missing, assigned, nearly } = view;
  const who = row.assigned?.who ?? null;
  return (
    (status.length === 0 || status.includes(row.standing) || (row.isPartial && status.includes('failed'))) &&
    (missing.length === 0 || missing.some((criterion) => row.lacks.includes(criterion))) &&
    (assigned === 'anybody' || (row.panel.data !== null && who === (assigned === 'me' ? me : null))) &&
    (person === null || who === person) &&
    (!nearly || isObject(effortOf(row, at))) &&
    hasText(row, text)
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Every word of the text begins a word of the name, or stands in the record number. */
function hasText({ name, recordNumber }: WorkRow, text: string): boolean {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const words = plain(name ?? '').split(/[\s,-]+/);
  const number = plain(recordNumber ?? '');
  return wanted.every((part) => number.includes(part) || words.some((word) => word.startsWith(part)));
}

/** Without accents and capitals: who types `garcia` finds García. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const KEY = ['worklist-search'];

/**
 * What was typed into the search. In memory only, so that it is there again when a chart is left, and gone with the page. The cache tells of
 * changes too late for a field: letters typed meanwhile would be lost.
 */
export function useSearchText(): [string, (text: string) => void] {
  const cache = useQueryClient();
  const [text, setText] = useState(() => cache.getQueryData<string>(KEY) ?? '');
  return [
    text,
    (typed) => {
      setText(typed);
      cache.setQueryData(KEY, typed);
    },
  ];
}
