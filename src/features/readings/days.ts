import type { Reading } from '../../rules/ledger.ts';
import { dayOf, type LocalDate, type ServiceMonth } from '../../rules/month.ts';

/** The readings of one local day. A day with a device's reading is a device day, whatever else was told. */
export interface DayReadings {
  date: LocalDate;
  device: number;
  selfReported: number;
  /** The day had not begun yet. */
  ahead: boolean;
}

/** Every local day of the month, with its readings. As in the verdict, what came with a device counts as the device's. */
export function dayReadings(month: ServiceMonth, readings: readonly Reading[], asOf: number): DayReadings[] {
  const counts = new Map<LocalDate, { device: number; selfReported: number }>();
  for (const { taken, device } of readings) {
    const day = dayOf(month.days, taken.earliest);
    if (day === null) continue;
    const count = counts.get(day.date) ?? { device: 0, selfReported: 0 };
    if (device === null) count.selfReported += 1;
    else count.device += 1;
    counts.set(day.date, count);
  }
  return month.days.map(({ date, start }) => ({
    date,
    ...(counts.get(date) ?? { device: 0, selfReported: 0 }),
    ahead: start >= asOf,
  }));
}

export type DayState = 'device' | 'self-reported' | 'none' | 'ahead';

export function stateOf({ device, selfReported, ahead }: DayReadings): DayState {
  if (device > 0) return 'device';
  if (selfReported > 0) return 'self-reported';
  return ahead ? 'ahead' : 'none';
}
