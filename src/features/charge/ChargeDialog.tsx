export default function ChargeDialog(_: any) {
  return null;
}
