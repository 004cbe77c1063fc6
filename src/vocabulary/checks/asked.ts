import * as v from 'valibot';
import { devName, ipv4 } from '../../model/names.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { fails, holds, tail } from './verdicts.ts';

/** What an ARP request for an IPv4 address begins with, from the type of the frame on (RFC 826). */
const ARP_REQUEST = Buffer.from('08060001080006040001', 'hex');

/** From the beginning of that to the address that is asked for: the sender's MAC and IP address and an empty MAC address lie between. */
const ASKED_AT = ARP_REQUEST.length + 6 + 4 + 6;

/** Whether there is an ARP request for the address somewhere in frames that stand one behind the other. */
function asksFor(frames: Buffer, address: string): boolean {
  const wanted = Buffer.from(address.split('.').map(Number));
  for (let at = frames.indexOf(ARP_REQUEST); at >= 0; at = frames.indexOf(ARP_REQUEST, at + 1))
    if (frames.subarray(at + ASKED_AT, at + ASKED_AT + 4).equals(wanted)) return true;
  return false;
}

/** The program that holds a tap device has read an ARP request for an address: that is where frames sent into the device come out. */
export const asked = defineCheck({
  kind: 'asked',
  params: v.strictObject({ dev: devName, for: ipv4 }),
  about: {
    dev: { en: 'the tap device, by the name that it had when the program took it', zh: 'tap 设备，按程序接管它时的名字' },
    for: { en: 'the address that the request asks for', zh: '请求里询问的地址' },
  },
  purpose: {
    en: 'What is sent into a tap device comes out at the program that holds it, as whole Ethernet frames, and nowhere else.',
    zh: '发进 tap 设备的内容，以完整的以太网帧从持有它的程序那里出来，不会去别处。',
  },
  claim: ({ dev, for: address }) => ({
    en: `the program that holds ${dev} has read an ARP request for ${address}`,
    zh: han`持有 ${dev} 的程序读到了询问 ${address} 的 ARP 请求`,
  }),
  probe: ({ dev }) => [{ template: 'tap-read', data: { dev } }],
  judge({ dev, for: address }, { results: [result] }) {
    const expected = { en: `an ARP request for ${address}`, zh: han`询问 ${address} 的 ARP 请求` };
    if (result?.exitCode !== 0)
      return fails({
        expected,
        actual: { en: 'there is nothing to read', zh: '没有可读的内容' },
        reason: { en: `no program holds ${dev}`, zh: han`没有程序持有 ${dev}` },
        evidence: tail(result),
      });
    const frames = Buffer.from(result.stdout, 'base64');
    if (asksFor(frames, address))
      return holds({
        en: `${frames.length} bytes, an ARP request for ${address} among them`,
        zh: han`${frames.length} 字节，其中有询问 ${address} 的 ARP 请求`,
      });
    return fails({
      expected,
      actual: { en: `${frames.length} bytes without one`, zh: han`${frames.length} 字节，其中没有` },
      reason: { en: `nothing that was sent into ${dev} asks for ${address}`, zh: han`发进 ${dev} 的帧都没有询问 ${address}` },
    });
  },
  printed: ({ dev, for: address }) => ({ by: 'asked', words: [[dev, address]] }),
  see: ({ dev }) => ({ template: 'see-tap-frames', data: { dev } }),
  shows: ({ for: address }) => {
    const bytes = Buffer.from(address.split('.').map(Number)).toString('hex').replace(/../g, '$& ').trim();
    return {
      en: `The frames as they were read. An ARP request goes to \`ff ff ff ff ff ff\`, everyone; \`08 06\` says ARP, \`00 01\` before the sender's addresses says request, and it ends with the address that is asked for, here \`${bytes}\`.`,
      zh: han`读到的帧原样列出。ARP 请求发给 \`ff ff ff ff ff ff\`，也就是所有人；\`08 06\` 表示 ARP，发送方地址前面的 \`00 01\` 表示请求，末尾是被询问的地址，这里是 \`${bytes}\`。`,
    };
  },
  flags: [
    { flag: '-An', means: { en: 'no offsets before the lines', zh: '行首不显示偏移' } },
    { flag: '-v', means: { en: 'repeated lines too', zh: '重复的行也照样显示' } },
    { flag: '-tx1', means: { en: 'byte by byte, in hexadecimal', zh: '逐字节显示，十六进制' } },
  ],
  needs: () => [tool('base64')],
  places: () => [],
  concurrent: false,
  wait: 'until-holds',
  example: { dev: 'tap0', for: '10.0.0.2' },
});
