/** A ZIP file that only stores: photos are compressed already. APPNOTE.TXT 4.3, names in UTF-8. */

const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let crc = start;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/**
 * Packs files into one.
 * @param {File[]} files each with a name of its own
 * @param {string} name of the ZIP file
 */
export async function zipped(files, name) {
  /** @type {BlobPart[]} */
  const bodies = [];
  /** @type {BlobPart[]} */
  const directory = [];
  for (const file of files) {
    const content = new Uint8Array(await file.arrayBuffer());
    const path = new TextEncoder().encode(file.name);
    const [size, sum, at] = [content.length, crc32(content), moment(file.lastModified)];
    const about = pack('222444422', 20, 0x0800, 0, at, sum, size, size, path.length, 0);
    const offset = new Blob(bodies).size;
    bodies.push(pack('4', 0x04034b50), about, path, content);
    directory.push(pack('42', 0x02014b50, 20), about, pack('22244', 0, 0, 0, 0, offset), path);
  }
  const [count, size, start] = [files.length, new Blob(directory).size, new Blob(bodies).size];
  const end = pack('42222442', 0x06054b50, 0, 0, count, count, size, start, 0);
  return new File([...bodies, ...directory, end], name, { type: 'application/zip' });
}

/**
 * @param {string} shape how many bytes each number takes
 * @param {...number} numbers
 */
function pack(shape, ...numbers) {
  const bytes = numbers.flatMap((number, place) =>
    Array.from({ length: Number(shape[place]) }, (_, n) => Math.floor(number / 256 ** n) % 256),
  );
  return Uint8Array.from(bytes);
}

/** @param {Uint8Array} content */
function crc32(content) {
  let crc = 0xffffffff;
  for (const byte of content) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** @param {number} ms as MS-DOS writes it, on the phone's own clock: date above, time below */
function moment(ms) {
  const at = new Date(ms);
  const day = ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return day * 65536 + ((at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1));
}
