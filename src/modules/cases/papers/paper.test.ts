import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { House } from '#platform/house';
import { paperKinds, type PaperKind } from '../lifecycle/rule.ts';
import { readCheckCode } from './check-paper.ts';
import { citeFor } from './cite.ts';
import { paperNames } from './new-papers.ts';
import { type PaperData, sampleLine } from './paper-data.ts';
import { type PaperFacts, paperText } from './paper-text.ts';
import { renderPaper } from './render-paper.ts';

const regime = (law: string) => ({ legalBasis: [{ text: { zh: law }, source: 'read' }] });
const content = (law: string, own = '') =>
  ({ regime: regime(law), item: { legalBasis: own === '' ? [] : [{ text: { zh: own }, source: 'read' }] } }) as unknown as Parameters<
    typeof citeFor
  >[1];
const permit = content('《中华人民共和国行政许可法》（2019年修正）第三十二条');

const facts = (kind: PaperKind, more: Partial<PaperFacts> = {}): PaperFacts => ({
  kind,
  item: '食品经营许可',
  number: '329901-20260304-1-000412-7',
  organ: '云渚市临河区市场监督管理局',
  receivedDay: '2026-03-04',
  dated: '2026-03-05',
  cite: citeFor(kind, permit),
  words: {
    reason: '平面图上的操作间与现场不一致',
    items: [
      { kind: 'material', target: 'plan', say: '经营场所平面图：请标出操作间的面积' },
      { kind: 'field', target: 'x', say: '联系电话少一位' },
    ],
  },
  deemed: false,
  noticeDue: '2026-03-11',
  noticeDays: 5,
  deemedAfter: true,
  answerDays: '15个工作日',
  promised: '2026-03-18',
  statutory: '2026-04-01',
  pauseName: '现场核查',
  expectedEnd: '2026-03-20',
  extraDays: '10个工作日',
  newDue: '2026-04-01',
  deliveryDue: '2026-03-19',
  resultName: '食品经营许可证',
  ground: 'notCompetent',
  leaves: 'granted',
  earlier: { name: '不予决定书', number: 'X-R5', dated: '2026-03-10' },
  toOrgan: '云渚市市场监督管理局',
  silent: false,
  ...more,
});

const dataOf = (kind: PaperKind): PaperData => ({
  paperId: 'p',
  caseId: 'c',
  kind,
  title: paperNames[kind].zh,
  number: '329901202603041000412Q-B3',
  to: '陈桂兰（代办人：陈卫东）：',
  ...paperText[kind](facts(kind)),
  tables:
    kind === 'receipt'
      ? [
          {
            title: '收到的材料',
            columns: ['序号', '材料', '怎么交的'],
            rows: [
              ['1', '居民身份证', '窗口看过原件'],
              ['2', '经营场所使用权证明', '已交文件'],
              ['3', '食品安全管理制度', '先收后补'],
            ],
          },
        ]
      : [],
  rights:
    kind === 'refusal'
      ? ['对决定不服的，可以依法申请行政复议（自知道之日起60日内）。', '也可以依法向人民法院提起行政诉讼（自知道之日起6个月内）。']
      : [],
  organ: '云渚市临河区市场监督管理局',
  date: '2026年3月5日',
  caseNumber: '329901202603041000412Q',
  slipCode: kind === 'receipt' ? '1234 5678 9012' : '',
  checkCode: '7K2MQ X04TB',
  checkUrl: 'http://127.0.0.1:8080/papers/check?code=7K2MQX04TB',
  checkLine: '',
  sampleLine,
  telephoneLine: '咨询电话：0250-8800123',
});

describe('papers', () => {
  test('every kind has words, a plain sentence first, and no hole where a value should be', () => {
    for (const kind of paperKinds) {
      const text = paperText[kind](facts(kind));
      const all = [text.summary, ...text.paragraphs, ...text.todo].join('\n');
      expect(text.summary, kind).not.toBe('');
      expect(text.todo.length, kind).toBeGreaterThan(0);
      expect(all, kind).not.toMatch(/undefined|null|。。|NaN/);
    }
  });
  test('permits cite the article, others the first law named, and one without a law says so', () => {
    expect(citeFor('correction', permit)).toBe('《中华人民共和国行政许可法》第三十二条第一款第四项');
    expect(citeFor('acceptance', permit, { deemed: true })).toContain('第四项');
    expect(citeFor('grant', content('没有统一的程序法', '《老年人权益保障法》第三十三条'))).toBe('《老年人权益保障法》第三十三条');
    expect(citeFor('grant', content('没有统一的程序法'))).toBe('公布的本事项实施清单');
  });
  test('a refusal gives its reason; a correction lists everything, numbered', () => {
    expect(paperText.refusal(facts('refusal')).paragraphs.join('')).toContain('理由如下：平面图上的操作间与现场不一致。');
    const correction = paperText.correction(facts('correction')).paragraphs;
    expect(correction.some((p) => p.startsWith('一、经营场所平面图'))).toBe(true);
    expect(correction.some((p) => p.startsWith('二、联系电话'))).toBe(true);
  });
  test('a check code is read as people type it', () => expect(readCheckCode(' 7k2mq x0-4tb')).toBe('7K2MQX04TB'));
  test('every kind becomes a PDF', () => {
    for (const kind of paperKinds) {
      const pdf = renderPaper({} as House, dataOf(kind));
      expect(pdf.subarray(0, 5).toString(), kind).toBe('%PDF-');
      if (process.env['PAPER_OUT'] !== undefined) writeFileSync(`${process.env['PAPER_OUT']}/${kind}.pdf`, pdf);
    }
  });
});
