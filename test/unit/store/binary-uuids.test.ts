import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBinaryUuids } from '../../../src/store/binary-uuids.ts';

const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const trailer = Buffer.from([0xff, 0xff]);

function row(uuids: readonly Uint8Array[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(uuids.length);
  const length = Buffer.from([0, 0, 0, 16]);
  return Buffer.concat([count, ...uuids.flatMap((uuid) => [length, uuid])]);
}

function chunksOf(data: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(data.length / size) }, (_, index) => data.subarray(index * size, (index + 1) * size));
}

const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('gives the uuids of every row, however the stream is cut', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(uuid, uuid), { maxLength: 20 }), fc.integer({ min: 1, max: 90 }), async (rows, size) => {
    const data = Buffer.concat([header, ...rows.map(row), trailer]);
    const read = await readBinaryUuids(Readable.from(chunksOf(data, size)), 1 << 20);
    expect(read?.equals(Buffer.concat(rows.flat()))).toBe(true);
  }));
});

test('reads a stream over its limit to the end and keeps nothing', async () => {
  const rows = Array.from({ length: 5 }, () => [new Uint8Array(16), new Uint8Array(16)]);
  const stream = Readable.from(chunksOf(Buffer.concat([header, ...rows.map(row), trailer]), 7));
  expect(await readBinaryUuids(stream, 4 * 32)).toBeNull();
  expect(stream.readableEnded).toBe(true);
});
