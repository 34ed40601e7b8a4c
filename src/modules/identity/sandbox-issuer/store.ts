import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { consumeModel, dropGrant, dropModel, findModel, putModel, type StoredModel } from './store.sql.ts';

/** What the sandbox issuer remembers lies in the database, so that any process can answer. */
export function storeOf(house: House): AdapterConstructor {
  const payload = (found: StoredModel | undefined): AdapterPayload | undefined =>
    found === undefined
      ? undefined
      : ({
          ...found.payload,
          ...(found.consumedAt === null ? {} : { consumed: Math.floor(found.consumedAt.getTime() / 1000) }),
        } as AdapterPayload);
  return class Store implements Adapter {
    readonly #model: string;
    constructor(model: string) {
      this.#model = model;
    }
    async upsert(id: string, value: AdapterPayload, expiresIn?: number): Promise<void> {
      const at = house.clock.now();
      await inTransaction(house.db, (tx) =>
        putModel(tx, {
          model: this.#model,
          id,
          payload: value,
          grantId: value.grantId ?? null,
          uid: value.uid ?? null,
          userCode: value.userCode ?? null,
          expiresAt: expiresIn === undefined ? null : new Date(at.getTime() + expiresIn * 1000),
        }),
      );
    }
    async find(id: string): Promise<AdapterPayload | undefined> {
      return payload(await findModel(house.db, this.#model, { column: 'id', value: id }, house.clock.now()));
    }
    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return payload(await findModel(house.db, this.#model, { column: 'uid', value: uid }, house.clock.now()));
    }
    async findByUserCode(code: string): Promise<AdapterPayload | undefined> {
      return payload(await findModel(house.db, this.#model, { column: 'user_code', value: code }, house.clock.now()));
    }
    async consume(id: string): Promise<void> {
      await inTransaction(house.db, (tx) => consumeModel(tx, this.#model, id, house.clock.now()));
    }
    async destroy(id: string): Promise<void> {
      await inTransaction(house.db, (tx) => dropModel(tx, this.#model, id));
    }
    async revokeByGrantId(grantId: string): Promise<void> {
      await inTransaction(house.db, (tx) => dropGrant(tx, grantId));
    }
  };
}
