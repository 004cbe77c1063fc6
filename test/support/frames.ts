/** One Ethernet frame with an ARP or ICMP packet in it, as few bytes as a reader may expect. */
export interface FrameParts {
  readonly kind: 'arp-request' | 'arp-reply' | 'echo-request' | 'echo-reply' | 'tcp-syn' | 'tcp-syn-ack' | 'tcp-ack' | 'udp' | 'ipv6';
  readonly from?: string;
  readonly to?: string;
  /** 32-bit words of IP options. */
  readonly optionWords?: number;
}

const quad = (text: string) => text.split('.').map(Number);

/** Builds the bytes of a frame. */
export function frameOf({ kind, from = '10.0.0.1', to = '10.0.0.2', optionWords = 0 }: FrameParts): Buffer {
  const macs = [255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1];
  if (kind === 'arp-request' || kind === 'arp-reply') {
    const operation = kind === 'arp-request' ? 1 : 2;
    const body = [0, 1, 8, 0, 6, 4, 0, operation, 2, 0, 0, 0, 0, 1, ...quad(from), 0, 0, 0, 0, 0, 0, ...quad(to)];
    return Buffer.from([...macs, 0x08, 0x06, ...body]);
  }
  if (kind === 'ipv6') return Buffer.concat([Buffer.from([...macs, 0x86, 0xdd]), Buffer.alloc(40)]);
  const flags = {
    'tcp-syn': 0x02,
    'tcp-syn-ack': 0x12,
    'tcp-ack': 0x10,
    udp: undefined,
    'echo-request': undefined,
    'echo-reply': undefined,
  }[kind];
  const protocol = kind === 'udp' ? 17 : flags === undefined ? 1 : 6;
  const header = [0x40 + 5 + optionWords, 0, 0, 84, 0, 0, 0, 0, 64, protocol, 0, 0, ...quad(from), ...quad(to)];
  const options = Array.from({ length: optionWords * 4 }, () => 1);
  const icmp = [kind === 'echo-request' ? 8 : 0, 0, 0, 0, 3, 233, 0, 1];
  const tcp = [156, 64, 31, 144, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, flags ?? 0, 255, 255, 0, 0, 0, 0];
  return Buffer.from([...macs, 0x08, 0x00, ...header, ...options, ...(flags === undefined ? icmp : tcp)]);
}

/** A capture file of these frames, classic pcap as tcpdump writes it on this machine. */
export function pcapOf(frames: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262144, 16);
  header.writeUInt32LE(1, 20);
  const records = frames.map((frame) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    return Buffer.concat([record, frame]);
  });
  return Buffer.concat([header, ...records]);
}
