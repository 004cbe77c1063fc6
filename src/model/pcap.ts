/**
 * The few kinds of frame that lessons look for in a capture, read from the classic pcap format with Ethernet frames
 * (draft-ietf-opsawg-pcap). A record cut off at the end, as in a capture that is still being written, is left out.
 */

export type FrameKind = 'arp-request' | 'arp-reply' | 'echo-request' | 'echo-reply' | 'tcp-syn' | 'tcp-syn-ack';

export interface Frame {
  readonly kind: FrameKind | 'other';
  /** IPv4 sender and receiver, of the ARP or IP header. */
  readonly from: string;
  readonly to: string;
}

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const LITTLE_ENDIAN_MAGIC = 0xa1b2c3d4;
const ETHERTYPE = { ipv4: 0x0800, arp: 0x0806 };
const IPPROTO = { icmp: 1, tcp: 6 };
/** The flags of a TCP header that open a connection, and the byte that they are in. */
const TCP = { flags: 13, syn: 0x02, ack: 0x10 };

function quad(bytes: Buffer, offset: number): string {
  return [...bytes.subarray(offset, offset + 4)].join('.');
}

function tcpKind(flags: number): Frame['kind'] {
  if ((flags & TCP.syn) === 0) return 'other';
  return (flags & TCP.ack) === 0 ? 'tcp-syn' : 'tcp-syn-ack';
}

function decode(frame: Buffer): Frame {
  const other: Frame = { kind: 'other', from: '', to: '' };
  if (frame.length < 34) return other;
  const type = frame.readUInt16BE(12);
  if (type === ETHERTYPE.arp && frame.length >= 42) {
    const kind = { 1: 'arp-request', 2: 'arp-reply' }[frame.readUInt16BE(20)] as FrameKind | undefined;
    return { kind: kind ?? 'other', from: quad(frame, 28), to: quad(frame, 38) };
  }
  if (type !== ETHERTYPE.ipv4) return other;
  const addresses = { from: quad(frame, 26), to: quad(frame, 30) };
  const payload = 14 + ((frame[14] ?? 0) & 0x0f) * 4;
  if (frame[23] === IPPROTO.tcp) return { kind: tcpKind(frame[payload + TCP.flags] ?? 0), ...addresses };
  if (frame[23] !== IPPROTO.icmp || frame.length <= payload) return { kind: 'other', ...addresses };
  const kind = { 8: 'echo-request', 0: 'echo-reply' }[frame[payload] ?? -1] as FrameKind | undefined;
  return { kind: kind ?? 'other', ...addresses };
}

/** Throws `RangeError` where the bytes are no such capture. */
export function readPcap(bytes: Buffer): readonly Frame[] {
  if (bytes.length < FILE_HEADER_BYTES || bytes.readUInt32LE(0) !== LITTLE_ENDIAN_MAGIC) {
    throw new RangeError('not a pcap file of this machine (magic number a1b2c3d4, little-endian)');
  }
  const frames: Frame[] = [];
  let offset = FILE_HEADER_BYTES;
  while (offset + RECORD_HEADER_BYTES <= bytes.length) {
    const captured = bytes.readUInt32LE(offset + 8);
    const start = offset + RECORD_HEADER_BYTES;
    if (start + captured > bytes.length) break;
    frames.push(decode(bytes.subarray(start, start + captured)));
    offset = start + captured;
  }
  return frames;
}
