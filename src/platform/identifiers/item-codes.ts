import { passesMod3736 } from './check-digits.ts';
import { type Checked, failed } from './checked.ts';
import { checkUscc } from './uscc.ts';

const look = { zh: '请对照事项清单。', en: 'Please compare it with the list of items.' };

/** A basic item code: 12 digits. */
export function checkBasicCode(value: string): Checked {
  return /^\d{12}$/.test(value)
    ? { ok: true, value }
    : failed(
        'item.basic',
        { zh: `基本编码是12位数字，现在是${value.length}位`, en: `A basic code has 12 digits, this has ${value.length}` },
        look,
      );
}

/** An implementation code: credit code 18 + exercise level 1 + basic code 12. */
export function checkImplementationCode(value: string): Checked<{ organ: string; level: string; basic: string }> {
  if (value.length !== 31)
    return failed(
      'item.implementation',
      { zh: `实施编码是31位，现在是${value.length}位`, en: `An implementation code has 31 characters, this has ${value.length}` },
      look,
    );
  const organ = checkUscc(value.slice(0, 18));
  if (!organ.ok || organ.value !== value.slice(0, 18))
    return failed(
      'item.organ',
      { zh: '实施编码前18位应是实施主体的统一社会信用代码', en: 'The first 18 characters must be the credit code of the organ' },
      organ.ok ? look : organ.say,
    );
  if (!/^[1-7]$/.test(value[18]!))
    return failed('item.level', { zh: '实施编码第19位是行使层级，1到7', en: 'Place 19 is the level, 1 to 7' }, look);
  const basic = checkBasicCode(value.slice(19));
  return basic.ok ? { ok: true, value, organ: organ.value, level: value[18]!, basic: basic.value } : basic;
}

/** A handling-item code: implementation code 31 + sequence 2. */
export function checkHandlingCode(value: string): Checked<{ organ: string; level: string; basic: string; sequence: string }> {
  if (value.length !== 33)
    return failed(
      'item.handling',
      { zh: `业务办理项编码是33位，现在是${value.length}位`, en: `A handling-item code has 33 characters, this has ${value.length}` },
      look,
    );
  const implementation = checkImplementationCode(value.slice(0, 31));
  if (!implementation.ok) return implementation;
  const sequence = value.slice(31);
  return /^\d{2}$/.test(sequence)
    ? { ...implementation, value, sequence }
    : failed('item.sequence', { zh: '业务办理项编码最后两位是数字', en: 'The last two characters are digits' }, look);
}

/** An e-certificate identifier (GB/T 36904): five parts after the root, the last their MOD 37,36 check character. */
export function checkCertificateId(value: string): Checked<{ typeCode: string; issuer: string; serial: string; version: string }> {
  const parts = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]+)\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/.exec(value);
  if (parts === null)
    return failed(
      'certificate.shape',
      { zh: '电子证照标识的写法不对', en: 'This is not the form of a certificate identifier' },
      { zh: '它以1.2.156.3005.2开头，后面五段用点隔开。', en: 'It begins with 1.2.156.3005.2, then five parts separated by dots.' },
    );
  const [, typeCode, issuer, serial, version, check] = parts as unknown as [string, string, string, string, string, string];
  return passesMod3736(typeCode + issuer + serial + version + check)
    ? { ok: true, value, typeCode, issuer, serial, version }
    : failed(
        'certificate.check',
        { zh: '电子证照标识的校验位对不上', en: 'The check character of the certificate identifier does not fit' },
        { zh: '请对照证照再填一次。', en: 'Please compare it with the certificate and enter it again.' },
      );
}
