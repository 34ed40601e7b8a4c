import type { Text } from '#platform/text';

/** One thing that is not as it was written. */
export type Finding = { code: FindingCode; say: Text; stream?: { kind: string; id: string }; seq?: number; seal?: number };

export type FindingCode = keyof typeof words;

const words = {
  'entry-altered': { zh: '记录被改动', en: 'an entry was altered' },
  'entry-out-of-chain': {
    zh: '记录不再接在前一条后面（有删除、插入或调换）',
    en: 'an entry no longer follows the one before (deletion, insertion or reordering)',
  },
  'entry-not-in-seal': { zh: '记录不在它所说的那次封存里', en: 'an entry is not in the seal it names' },
  'entry-vanished': { zh: '封存过的记录不见了', en: 'a sealed entry has vanished' },
  'stream-vanished': { zh: '封存过的一整条记录链不见了', en: 'a whole sealed stream has vanished' },
  'payload-altered': { zh: '记录的内容和当时的承诺值不符', en: 'a payload does not fit its commitment' },
  'payload-unreadable': {
    zh: '记录的内容打不开（密文被改动，或密钥不在）',
    en: 'a payload cannot be opened (altered, or its key is missing)',
  },
  'payload-missing': { zh: '记录的内容没了，链上没有写明依规删除', en: 'a payload is gone without an erasure on the chain' },
  'seal-altered': { zh: '封存记录被改动', en: 'a seal was altered' },
  'seal-missing': { zh: '缺了一次封存，或前后接不上', en: 'a seal is missing or does not follow the one before' },
  'seal-signature': { zh: '封存的签名不对', en: 'the signature of a seal does not verify' },
  'seal-unsigned': { zh: '封存没有签名', en: 'a seal is not signed' },
  'signer-unknown': { zh: '封存用的不是本市公布的密钥', en: 'a seal was signed by a key that is not the house’s' },
  'row-differs': { zh: '业务表里的记录和链上的不一样', en: 'a row of the module differs from its chained entry' },
  'row-missing': { zh: '链上有这条记录，业务表里没有', en: 'a chained entry has no row in the module' },
  'row-without-entry': { zh: '业务表里有记录，链上没有', en: 'the module has rows without a chained entry' },
  'look-differs': { zh: '「谁看过」的一条记录和链上封存的不一样', en: 'a look at personal data differs from what was chained' },
  'look-missing': { zh: '「谁看过」的一条记录封存后不见了', en: 'a chained look at personal data is gone' },
  'look-invented': { zh: '「谁看过」里有一条后来插进去的记录', en: 'a look at personal data was put in afterwards' },
  'root-differs': { zh: '封存与送出去保存的根不一致', en: 'a seal differs from the root kept outside' },
  'restoration-signature': { zh: '外面写着恢复过备份，签名却不是本市的', en: 'a restoration declared outside is not signed by the house' },
  'root-missing-here': { zh: '外面保存着的根，这里没有对应的封存', en: 'a root kept outside has no seal here' },
} as const satisfies Record<string, Text>;

/** Makes a finding with its words. */
export function finding(code: FindingCode, where: Omit<Finding, 'code' | 'say'> = {}): Finding {
  return { code, say: words[code], ...where };
}
