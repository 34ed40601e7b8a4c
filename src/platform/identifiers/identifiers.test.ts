import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bodyCheck,
  type Checked,
  checkBankAccount,
  checkCaseNumber,
  checkCertificateId,
  checkForeignResidence,
  checkHandlingCode,
  checkIdNumber,
  checkImplementationCode,
  checkPaperNumber,
  checkPhone,
  checkSlipCode,
  checkTravelPermit,
  checkUscc,
  composeCaseNumber,
  formatCaseNumber,
  formatSlipCode,
  luhn,
  maskAccount,
  maskAddress,
  maskEmail,
  maskId,
  maskIdForNotice,
  maskName,
  maskPhone,
  mod112,
  newSlipCode,
  usccCheck,
} from '#platform/identifiers';

const zh = (checked: Checked<object>) => (checked.ok ? 'ok' : checked.say.zh);
const digits = (n: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }).map((d) => d.join(''));
const day = fc
  .date({ min: new Date('1920-01-01T00:00:00Z'), max: new Date('2026-11-24T00:00:00Z'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));
const idNumber = fc.tuple(fc.constantFrom('320114', '110105', '330106', '810000'), day, digits(3)).map(([place, birth, seq]) => {
  const body = place + birth.replaceAll('-', '') + seq;
  return body + mod112(body);
});

describe('identity numbers', () => {
  test.each([
    '11010519491231002X',
    '320105194912310029',
    '810000199001010019',
    '820000199001010010',
    '830000198506151238',
    '932840198506151238',
  ])('%s is one', (value) => {
    expect(checkIdNumber(value, '2026-11-24')).toMatchObject({ ok: true, value });
  });
  test.each(['110105194912310021', '320105194912310028'])('%s fails its check character', (value) => {
    expect(checkIdNumber(value)).toMatchObject({ ok: false, code: 'id.check' });
  });

  test('says which check failed and what to do', () => {
    expect(zh(checkIdNumber('32010519491231002'))).toBe('身份证号是18位，您填了17位。请对照证件再填一次。');
    expect(zh(checkIdNumber('320105490230002'))).toBe('身份证号是18位，您填了15位。15位是老证的号码，请填现在证件上的18位号码。');
    expect(zh(checkIdNumber('320105194902300029'))).toContain('2月没有30日，最后一天是28日');
    expect(zh(checkIdNumber('320105194913300029'))).toContain('没有13月');
    expect(zh(checkIdNumber('32010519491231o029'))).toContain('身份证号里不会有“O”');
    expect(zh(checkIdNumber('99X105194912310029'))).toContain('X只会在最后一位');
    expect(zh(checkIdNumber('020105194912310029'))).toContain('“02”不是任何一个省份');
    expect(zh(checkIdNumber('320105203012310029', '2026-11-24'))).toContain('2030年12月31日还没到');
    expect(zh(checkIdNumber(' '))).toBe('请填身份证号。在身份证正面，一共18位。');
  });

  test('takes what people type', () => {
    expect(checkIdNumber(' １１０１０５ 19491231-002ｘ ')).toMatchObject({ ok: true, value: '11010519491231002X' });
  });

  test('reads birth, sex and place, and no place from a card beginning with 9', () => {
    expect(checkIdNumber('320105194912310029')).toMatchObject({ kind: 'citizen', birth: '1949-12-31', sex: 'female', region: '320105' });
    expect(checkIdNumber('932840198506151238')).toMatchObject({ kind: 'foreignResidence', region: null });
  });

  test('every composed number passes, and one wrong digit in it is found', () => {
    fc.assert(
      fc.property(idNumber, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (value, place, shift) => {
        expect(checkIdNumber(value, '2026-11-24').ok).toBe(true);
        const wrong = value.slice(0, place) + ((Number(value[place]) + shift) % 10) + value.slice(place + 1);
        expect(checkIdNumber(wrong, '2026-11-24').ok).toBe(false);
      }),
    );
  });

  test('other papers', () => {
    expect(checkForeignResidence('ABC123456789012').ok).toBe(true);
    expect(checkForeignResidence('932840198506151238')).toMatchObject({ ok: true, birth: '1985-06-15' });
    expect(checkForeignResidence('320105194912310029').ok).toBe(false);
    expect(checkTravelPermit('h12345678', 'hongKongMacao')).toMatchObject({ ok: true, value: 'H12345678' });
    expect(checkTravelPermit('12345678', 'taiwan').ok).toBe(true);
    expect(checkPaperNumber('414', 'E12345678').ok).toBe(true);
    expect(checkPaperNumber('111', '123').ok).toBe(false);
  });
});

describe('credit codes', () => {
  test.each([
    '91350100M000100Y43',
    '11110000000021135M',
    '91440300708461136T',
    '11100000000013338W',
    '11100000000013661B',
    '11100000MB03271699',
    '11370800MB28559184',
    '11310000MB2F30661Y',
    '11320804MB9T00011F',
  ])('%s is one', (value) => {
    expect(checkUscc(value.toLowerCase())).toMatchObject({ ok: true, value, organ: value.startsWith('11') });
  });
  test.each(['91350211M000100Y43', '11320804MB9T00011E'])('%s is none', (value) => {
    expect(checkUscc(value)).toMatchObject({ ok: false, code: 'uscc.check' });
  });
  test('letters that never occur are named with the digit perhaps meant', () => {
    expect(zh(checkUscc('9135O100M000100Y43'))).toBe('“O”是信用代码里不会出现的字母。看看是不是数字0。');
    expect(zh(checkUscc('91350100M000100Y4'))).toContain('是18位，您填了17位');
    expect(zh(checkUscc('913501000001004'))).toContain('老的注册号');
  });
  test('composed codes pass', () => {
    fc.assert(
      fc.property(digits(6), digits(8), (region, body) => {
        const first17 = `91${region}${body}${bodyCheck(body)}`;
        expect(checkUscc(first17 + usccCheck(first17)).ok).toBe(true);
      }),
    );
  });
});

describe('telephones and cards', () => {
  test('mobile and landline', () => {
    expect(checkPhone('+86 138-1234-5678')).toMatchObject({ ok: true, value: '13812345678', mobile: true });
    expect(checkPhone('１３８１２３４５６７８')).toMatchObject({ ok: true, value: '13812345678' });
    expect(checkPhone('（0510）8123 4567')).toMatchObject({ ok: true, value: '051081234567', mobile: false });
    expect(checkPhone('010-12345678')).toMatchObject({ ok: true, value: '01012345678' });
    expect(zh(checkPhone('1381234567'))).toBe('手机号是11位，您填了10位。请再填一次。');
    expect(zh(checkPhone('12012345678'))).toContain('没有以12开头的手机号');
    expect(zh(checkPhone('81234567'))).toContain('座机号要带区号');
    expect(zh(checkPhone('电话'))).toContain('不会有“电”');
  });
  test('cards', () => {
    const body = '621700123456789012';
    expect(checkBankAccount(`6217 0012 3456 7890 12${luhn(body)}`)).toMatchObject({ ok: true, value: body + luhn(body) });
    expect(zh(checkBankAccount(body + ((Number(luhn(body)) + 1) % 10)))).toContain('有一位填错了');
    expect(zh(checkBankAccount('6217'))).toContain('您填了4位');
  });
});

describe('codes', () => {
  test('items', () => {
    for (const code of ['11370800MB285591843370117002011', '11320804MB9T00011F4320114001000'])
      expect(checkImplementationCode(code)).toMatchObject({ ok: true });
    for (const code of ['11310000MB2F30661Y231200356400001', '11320804MB9T00011F432011400100001'])
      expect(checkHandlingCode(code)).toMatchObject({ ok: true });
    expect(checkImplementationCode('11320804MB9T00011E4320114001000').ok).toBe(false);
    expect(checkHandlingCode('11320804MB9T00011F932011400100001')).toMatchObject({ ok: false, code: 'item.level' });
  });
  test('certificates', () => {
    for (const id of [
      '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
      '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S',
      '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
      '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
      '1.2.156.3005.2.11100000000013338W009.11320804MB9T00011F.2023110001.001.2',
    ])
      expect(checkCertificateId(id)).toMatchObject({ ok: true });
    expect(checkCertificateId('1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M').ok).toBe(
      false,
    );
  });
  test('case numbers there and back, one wrong character found', () => {
    fc.assert(
      fc.property(
        digits(6),
        day,
        fc.constantFrom(...'0123456789ABC'),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 21 }),
        (homeRegion, date, door, serial, place) => {
          const value = composeCaseNumber({ homeRegion, day: date, door, serial });
          expect(value).toHaveLength(22);
          expect(checkCaseNumber(formatCaseNumber(value).toLowerCase())).toEqual({ ok: true, value, homeRegion, day: date, door, serial });
          const wrong = value.slice(0, place) + (value[place] === '7' ? '3' : '7') + value.slice(place + 1);
          expect(checkCaseNumber(wrong).ok).toBe(false);
        },
      ),
    );
    expect(() => composeCaseNumber({ homeRegion: '32', day: '2026-11-24', door: '1', serial: 1 })).toThrow(RangeError);
  });
  test('slip codes', () => {
    const code = newSlipCode();
    expect(code).toMatch(/^\d{12}$/);
    expect(checkSlipCode(formatSlipCode(code).replaceAll('-', ' '))).toEqual({ ok: true, value: code });
    expect(formatSlipCode('123456789012')).toBe('1234-5678-9012');
    expect(checkSlipCode(code.slice(0, 11) + ((Number(code[11]) + 1) % 10))).toMatchObject({ ok: false, code: 'slip.check' });
    expect(new Set(Array.from({ length: 500 }, () => newSlipCode())).size).toBe(500);
  });
});

describe('masks', () => {
  test('as people see them', () => {
    expect(maskName('陈桂兰')).toBe('陈**');
    expect(maskName('𠮷野')).toBe('𠮷*');
    expect(maskName('阿不都热西提·买买提')).toBe('阿***');
    expect(maskId('320105194912310029')).toBe('320***********0029');
    expect(maskIdForNotice('320105194912310029')).toBe('320105********0029');
    expect(maskPhone('13812341234')).toBe('138****1234');
    expect(maskPhone('051081234567')).toBe('0510******67');
    expect(maskAccount('6217001234567890123')).toBe('***************0123');
    expect(maskAddress('江苏省云渚市临河区柳桥街道1号')).toBe('江苏省云渚市临河区***');
    expect(maskAddress('柳桥街道1号')).toBe('***');
    expect(maskEmail('zhou@example.com')).toBe('z***@example.com');
    expect(maskName('') + maskAddress('')).toBe('');
  });
  test('an area code alone is hidden too', () => {
    expect(maskPhone('020')).toContain('*');
  });
  test('no mask gives its value away', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(maskName, maskId, maskPhone, maskAccount),
        fc.string({ minLength: 3, unit: fc.constantFrom(...'0123456789AB') }),
        (hide, value) => {
          expect(hide(value)).toContain('*');
        },
      ),
    );
  });
});
