import type { Day } from '#platform/clock';
import type { LooseKey } from '#platform/crypto';
import type { House } from '#platform/house';
import { bodyCheck, mod112, usccCheck } from '#platform/identifiers';
import type { Draw } from '#platform/ids';
import type { SealedFacts } from '../party/find-or-make-party.ts';
import { lookupText } from '../party/party.ts';
import type { CrowdRow } from './crowd.sql.ts';

/** Somebody of the crowd, in clear, as applications need him. */
export type CrowdPerson = {
  id: string;
  kind: 'natural' | 'organisation';
  name: string;
  number: string;
  birth: Day | null;
  sex: 'male' | 'female' | null;
  home: string;
  address: string;
  phone: string;
};

const families =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const given = {
  male: '伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭建国志文德福祥林海峰松柏岩川河山东根生宝贵富永兴家和正新春',
  female: '芳娜敏静丽艳娟霞秀兰英玉梅琴云莲红桂凤珍香月雪莹琳倩婷慧颖洁雯璐瑶欣怡佳梦彩翠萍芬素淑美华春巧',
};
const streets = ['临河路', '文峰路', '运河路', '双桥路', '湖滨路', '沙河路', '青墩路', '新坝路', '建设路', '人民路', '学堂巷', '云湖大道'];
const trades = ['餐饮', '商贸', '建材', '水产', '物流', '装饰', '机械', '电子', '服饰', '农业', '食品', '文化', '信息', '家具', '园林'];
const words = ['荷', '云', '湖', '禾', '瑞', '恒', '盛', '泰', '安', '锦', '华', '丰', '鼎', '诚', '信', '顺', '隆', '源', '昌', '和'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Draws a person of that home region; `serial` keeps numbers apart. Everything is made up: the region of the number is 329988, which is no place. */
export function drawPerson(draw: Draw, at: Date, home: string, serial: number): CrowdPerson {
  const sex = draw.chance(0.5) ? 'male' : 'female';
  const letters = given[sex];
  const name = `${families[draw.below(families.length)]}${letters[draw.below(letters.length)]}${draw.chance(0.8) ? letters[draw.below(letters.length)] : ''}`;
  // Day and place in the row of one day follow from the serial: no two people share a number.
  const year = 1932 + (serial % 74);
  const day = Math.floor(serial / 74) % 336;
  const birth = `${year}-${two(1 + Math.floor(day / 28))}-${two(1 + (day % 28))}`;
  const row = (Math.floor(serial / 74 / 336) % 400) * 2 + (sex === 'male' ? 1 : 0) + 100;
  const body = `329988${birth.replaceAll('-', '')}${row}`;
  return {
    id: draw.id(at),
    kind: 'natural',
    name,
    number: body + mod112(body),
    birth,
    sex,
    home,
    address: `${draw.of(streets)}${1 + draw.below(300)}号${1 + draw.below(20)}幢${1 + draw.below(6)}0${1 + draw.below(4)}室`,
    phone: `139${String(10_000_000 + (serial % 90_000_000))}`,
  };
}

/** Draws an enterprise. */
export function drawOrganisation(draw: Draw, at: Date, home: string, serial: number): CrowdPerson {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let rest = serial;
  let code = '';
  for (let i = 0; i < 6; i++) {
    code = (alphabet[rest % 31] as string) + code;
    rest = Math.floor(rest / 31);
  }
  const body = `91329988MC${code}`;
  const first = body + bodyCheck(body.slice(8));
  return {
    id: draw.id(at),
    kind: 'organisation',
    name: `云渚市${draw.of(words)}${draw.of(words)}${draw.of(trades)}有限公司`,
    number: first + usccCheck(first),
    birth: null,
    sex: null,
    home,
    address: `${draw.of(streets)}${1 + draw.below(300)}号`,
    phone: `138${String(10_000_000 + (serial % 90_000_000))}`,
  };
}

/** The rows of somebody, sealed under a key of his own as for everybody else. */
export async function crowdRow(
  house: Pick<House, 'keys'>,
  draw: Draw,
  at: Date,
  person: CrowdPerson,
  homePath: string,
): Promise<{ row: CrowdRow; key: LooseKey['row'] }> {
  const { key, row } = await house.keys.looseKey(at, { kind: 'person', id: person.id });
  const type = person.kind === 'natural' ? '111' : '001';
  const facts: SealedFacts = { birth: person.birth, sex: person.sex, address: person.address };
  return {
    key: row,
    row: {
      id: person.id,
      kind: person.kind,
      name: person.name,
      homeRegion: person.home,
      homePath,
      factsSealed: key.seal(facts, 'identity.facts'),
      documentId: draw.id(at),
      documentType: type,
      lookup: house.keys.lookupHash('document', lookupText(type, person.number)),
      numberSealed: key.seal(person.number, 'identity.document'),
      contactId: draw.id(at),
      phoneSealed: key.seal(person.phone, 'identity.phone'),
      at,
    },
  };
}
