import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrMakeParty, setContact } from '#identity';
import {
  countUnread,
  listenToCases,
  listMessages,
  listNoticesOfCase,
  markMessagesRead,
  noticeKinds,
  noticeText,
  recordPaperService,
  savePreferenceOf,
  sendDue,
} from '#notices';
import { type Actor, anonymous, systemActor } from '#platform/actor';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { OutboxEvent } from '#platform/outbox';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { listSandboxSms } from './sandbox-sms.sql.ts';

let t: TestHouse;
let me: Actor;
let mailHouse: House;
let smtp: SMTPServer;
const mails: string[] = [];
let mailMode: 'take' | 'later' | 'never' = 'take';

beforeAll(async () => {
  t = await openTestHouse();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_to, _session, done) => {
      if (mailMode === 'take') return done();
      const refusal = Object.assign(new Error('no'), { responseCode: mailMode === 'later' ? 451 : 550 });
      return done(refusal);
    },
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (piece: Buffer) => (text += piece.toString()));
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((ready) => smtp.listen(0, '127.0.0.1', () => ready()));
  const { port } = smtp.server.address() as { port: number };
  mailHouse = { ...t.house, config: { ...t.house.config, smtpUrl: `smtp://127.0.0.1:${port}` } };
  me = await person('320105194912310029', '13800000001');
});
afterAll(async () => {
  await new Promise<void>((done) => smtp.close(() => done()));
  await t.close();
});

async function person(number: string, phone: string): Promise<Actor> {
  const { partyId } = await inTransaction(t.house.db, (tx) =>
    findOrMakeParty(tx, t.house, { kind: 'natural', name: '测试人', documentType: '111', number, how: 'typed' }),
  );
  const actor: Actor = { ...anonymous(), kind: 'citizen', personId: partyId, name: '测试人' };
  await setContact(actor, t.house, newId(), { kind: 'phone', value: phone });
  await setContact(actor, t.house, newId(), { kind: 'email', value: 'canary.mail@example.com' });
  return actor;
}
const event = (type: string, caseId: string, data: object = {}): OutboxEvent => ({
  id: newId(),
  type,
  subject: { kind: 'case', id: caseId, seq: 1 },
  data: { caseId, ...data } as never,
  recordedAt: t.house.clock.now(),
});
const hear = (e: OutboxEvent, parties: string[]) =>
  listenToCases(async () => ({ parties, params: { item: '高龄津贴申领', number: '329901202611251000001A', due: '2026-12-02' } })).hear(
    e,
    t.house,
  );
const states = async (caseId: string) => Object.fromEntries((await listNoticesOfCase(t.house.db, caseId)).map((n) => [n.channel, n.state]));

describe('messages', () => {
  it('says every kind in both languages, without a gap', () => {
    for (const kind of noticeKinds)
      for (const lang of ['zh', 'en'] as const) {
        const text = noticeText(
          kind,
          { item: '高龄津贴申领', number: '329901202611251000001A', due: '2026-12-02', reason: '公示', office: '临河区民政局' },
          lang,
        );
        expect(text).not.toMatch(/undefined|null|\$\{/);
        expect(text.length).toBeLessThan(160);
      }
  });
  it('are written once however often the event is delivered, shuffled or doubled', async () => {
    const caseId = newId();
    const accepted = event('cases.accepted', caseId, { verb: 'accept' });
    const received = event('cases.received', caseId);
    for (const e of [accepted, received, accepted, received, received]) await hear(e, [me.personId ?? '']);
    const kinds = (await listNoticesOfCase(t.house.db, caseId)).filter((n) => n.channel === 'inProduct').map((n) => n.kind);
    expect(kinds.toSorted()).toEqual(['accepted', 'received']);
  });
  it('are counted unread until they are read', async () => {
    expect(await countUnread(t.house.db, me.personId ?? '')).toBeGreaterThan(0);
    await markMessagesRead(me, t.house);
    expect(await countUnread(t.house.db, me.personId ?? '')).toBe(0);
    expect((await listMessages(t.house.db, me.personId ?? ''))[0]?.state).toBe('read');
  });
});

describe('a status nobody has proved is never shown', () => {
  it('is queued until a gateway took it, delivered only with its receipt', async () => {
    const caseId = newId();
    await hear(event('cases.received', caseId), [me.personId ?? '']);
    expect(await states(caseId)).toEqual({ inProduct: 'delivered', sms: 'queued' });
    while ((await sendDue(t.house)) > 0);
    expect(await states(caseId)).toEqual({ inProduct: 'delivered', sms: 'delivered' });
  });
  it('is failed, and stays readable in the product, when the number cannot be reached', async () => {
    const other = await person('11010519491231002X', '13800000000');
    const caseId = newId();
    await hear(event('cases.received', caseId), [other.personId ?? '']);
    while ((await sendDue(t.house)) > 0);
    expect(await states(caseId)).toEqual({ inProduct: 'delivered', sms: 'failed' });
  });
  it('keeps no number and no address in what the sandbox gateway took', async () => {
    const taken = JSON.stringify(await listSandboxSms(t.house.db));
    expect(taken).toContain('高龄津贴申领');
    expect(taken).not.toMatch(/1380000000|canary/);
  });
});

describe('e-mail over real SMTP', () => {
  beforeAll(() => savePreferenceOf(me, t.house, { sms: false, email: true, paper: false }));
  it('hands a mail over and says no more than that', async () => {
    const caseId = newId();
    await hear(event('cases.decided', caseId, { outcome: 'grant' }), [me.personId ?? '']);
    await sendDue(mailHouse);
    expect(await states(caseId)).toEqual({ inProduct: 'delivered', email: 'handedOver' });
    expect(mails.length).toBe(1);
  });
  it('tries again later when the server is busy, and gives up when it refuses for good', async () => {
    const caseId = newId();
    mailMode = 'later';
    await hear(event('cases.decided', caseId, { outcome: 'refuse' }), [me.personId ?? '']);
    await sendDue(mailHouse);
    expect(await states(caseId)).toMatchObject({ email: 'queued' });
    expect(await sendDue(mailHouse)).toBe(0);
    t.clock.advance(31_000);
    mailMode = 'never';
    await sendDue(mailHouse);
    expect(await states(caseId)).toMatchObject({ email: 'failed' });
  });
  it('gives up after five tries without an answer, and the message is still in the product', async () => {
    const caseId = newId();
    await hear(event('cases.closed', caseId), [me.personId ?? '']);
    const nobody = { ...t.house, config: { ...t.house.config, smtpUrl: 'smtp://127.0.0.1:1' } };
    for (let i = 0; i < 6; i++) {
      await sendDue(nobody);
      t.clock.advance(4_000_000);
    }
    expect(await states(caseId)).toEqual({ inProduct: 'delivered', email: 'failed' });
  });
});

describe('service of papers (送达)', () => {
  const serve = (paperId: string, how: 'openedOnline' | 'handedOver') =>
    inTransaction(t.house.db, (tx) =>
      recordPaperService(
        tx,
        how === 'openedOnline' ? me : systemActor('test'),
        { paperId, caseId: newId(), how, servedAt: t.house.clock.now() },
        t.house,
      ),
    );
  it('counts the first proof, keeps a later one of another kind, and opening again adds nothing', async () => {
    const paperId = newId();
    expect([await serve(paperId, 'openedOnline'), await serve(paperId, 'openedOnline'), await serve(paperId, 'handedOver')]).toEqual([
      { first: true },
      { first: false },
      { first: false },
    ]);
  });
  it('has one first when two proofs arrive at once', async () => {
    const paperId = newId();
    const answers = await Promise.all([serve(paperId, 'handedOver'), serve(paperId, 'handedOver'), serve(paperId, 'openedOnline')]);
    expect(answers.filter((a) => a.first).length).toBe(1);
  });
});
