import { createTransport } from 'nodemailer';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { keepSandboxSms } from './sandbox-sms.sql.ts';

/** What a gateway said to one message. `again` = try later, `failed` = never. */
export type SendOutcome = { outcome: 'handedOver' | 'delivered' | 'failed' | 'again'; reason: string | null; ref: string | null };

/** A way to reach people outside the product. It is called outside any transaction. */
export type Gateway = { send(house: House, to: string, subject: string, text: string): Promise<SendOutcome> };

/** E-mail over real SMTP (`SMTP_URL`); a temporary refusal (4xx, no connection) is tried again. */
export const emailGateway: Gateway = {
  send: async (house, to, subject, text) => {
    if (house.config.smtpUrl === null) return { outcome: 'failed', reason: 'smtp-not-configured', ref: null };
    const transport = createTransport(house.config.smtpUrl, { from: house.config.mailFrom } as never);
    try {
      const sent = await transport.sendMail({
        from: house.config.mailFrom,
        to,
        subject,
        text,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { outcome: 'handedOver', reason: null, ref: sent.messageId };
    } catch (error) {
      const code = (error as { responseCode?: number }).responseCode ?? 0;
      return { outcome: code >= 500 ? 'failed' : 'again', reason: code > 0 ? `smtp-${code}` : 'smtp-unreachable', ref: null };
    } finally {
      transport.close();
    }
  },
};

/**
 * The sandbox SMS gateway of the demonstration: it keeps what it took, without the number, and can fail like a real one.
 * Numbers ending in 0000 are refused for good, in 1111 at the first tries; all others are delivered.
 */
export const sandboxSmsGateway: Gateway = {
  send: async (house, to, _subject, text) => {
    const ref = `sandbox-${newId()}`;
    const outcome = to.endsWith('0000')
      ? 'failed'
      : to.endsWith('1111') && Math.floor(house.clock.now().getTime() / 60_000) % 2 === 0
        ? 'again'
        : 'delivered';
    await inTransaction(house.db, (tx) => keepSandboxSms(tx, { ref, at: house.clock.now(), outcome, text }));
    return { outcome, reason: outcome === 'failed' ? 'number-unreachable' : outcome === 'again' ? 'gateway-busy' : null, ref };
  },
};
