export function ChargeAction(_: { connection: unknown; result: unknown; load: unknown; onCharged: () => void }) {
  return null;
}
