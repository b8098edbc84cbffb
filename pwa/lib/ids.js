/**
 * A new id: a UUIDv7, so that what was made later sorts later.
 * @returns {string}
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const clock = new DataView(new ArrayBuffer(8));
  clock.setBigUint64(0, BigInt(Date.now()) << 16n);
  for (let place = 0; place < 6; place += 1) bytes[place] = clock.getUint8(place);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
