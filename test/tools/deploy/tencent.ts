/**
 * The cloud API over HTTP as its documentation has it (cloud.tencent.com/document/api: 876 tcb
 * 2018-06-08, 583 scf 2018-04-16), for one environment in memory. It answers what a deployment asks.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Body = Record<string, unknown>;
interface Index {
  Name: string;
  Unique: boolean;
  Keys: { Name: string; Direction: string }[];
}
interface Table {
  acl: string;
  indexes: Map<string, Index>;
}
interface Fn extends Body {
  Triggers: { TriggerName: string; Type: string; TriggerDesc: string }[];
}

export interface Tencent {
  url: string;
  /** Action and body of every call, in order. */
  calls: { action: string; body: Body }[];
  tables: Map<string, Table>;
  functions: Map<string, Fn>;
  /** The next call of this action fails. */
  fail: string | null;
  close(): Promise<void>;
}

class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const ENV_ID = 'bandmates-1a2b';
const SECRET_ID = 'AKIDdouble';

export async function openTencent(): Promise<Tencent> {
  const tables: Tencent['tables'] = new Map();
  const functions: Tencent['functions'] = new Map();
  const calls: Tencent['calls'] = [];
  const state = { fail: null as string | null };

  const table = (body: Body): Table => {
    const found = tables.get(String(body.TableName ?? body.CollectionName));
    if (!found) throw new Refused('ResourceNotFound', 'Db or Table not exist');
    return found;
  };
  const fn = (body: Body): Fn => {
    const found = functions.get(String(body.FunctionName));
    if (!found) throw new Refused('ResourceNotFound.FunctionName', 'Function not found');
    if (body.Namespace !== ENV_ID) throw new Refused('ResourceNotFound.Namespace', 'no namespace');
    return found;
  };
  const variablesOf = (body: Body) => (body.Environment ? { Environment: body.Environment } : {});
  const actions: Record<string, (body: Body) => object> = {
    DescribeEnvInfo: () => ({
      EnvInfo: {
        EnvBaseInfo: {
          EnvId: ENV_ID,
          Databases: [{ InstanceId: 'tnt-double' }],
          Functions: [{ Namespace: ENV_ID }],
          Storages: [],
        },
      },
    }),
    ListTables: () => ({ Tables: [...tables.keys()].map((TableName) => ({ TableName })) }),
    DescribeTable: (body) => ({ Indexes: [...table(body).indexes.values()] }),
    CreateTable: ({ TableName }) => {
      if (tables.has(String(TableName))) throw new Refused('ResourceInUse', 'Table exist');
      tables.set(String(TableName), { acl: 'PRIVATE', indexes: new Map() });
      return {};
    },
    UpdateTable: (body) => {
      const { indexes } = table(body);
      for (const { IndexName } of (body.DropIndexes ?? []) as { IndexName: string }[]) {
        indexes.delete(IndexName);
      }
      for (const one of (body.CreateIndexes ?? []) as {
        IndexName: string;
        MgoKeySchema: { MgoIndexKeys: Index['Keys']; MgoIsUnique: boolean };
      }[]) {
        if (indexes.has(one.IndexName)) throw new Refused('ResourceInUse', 'Index exist');
        const { MgoIndexKeys: Keys, MgoIsUnique: Unique } = one.MgoKeySchema;
        indexes.set(one.IndexName, { Name: one.IndexName, Keys, Unique });
      }
      return {};
    },
    DescribeDatabaseACL: (body) => ({ AclTag: table(body).acl }),
    ModifyDatabaseACL: (body) => {
      table(body).acl = String(body.AclTag);
      return {};
    },
    GetFunction: (body) => ({ ...fn(body), Status: 'Active' }),
    CreateFunction: (body) => {
      if (!(body.Code as Body).ZipFile) throw new Refused('InvalidParameterValue.Code', 'no code');
      functions.set(String(body.FunctionName), { ...body, Triggers: [] });
      return {};
    },
    UpdateFunctionCode: (body) => ({ ...fn(body), Code: body.Code }),
    UpdateFunctionConfiguration: (body) => {
      const { Timeout, MemorySize } = body;
      Object.assign(fn(body), { Timeout, MemorySize, ...variablesOf(body) });
      return {};
    },
    BatchCreateTrigger: (body) => {
      for (const one of JSON.parse(String(body.Triggers)) as Fn['Triggers']) {
        const { Triggers } = fn(body);
        if (Triggers.some(({ TriggerName }) => TriggerName === one.TriggerName)) {
          throw new Refused('ResourceInUse.Trigger', 'trigger exists');
        }
        Triggers.push({ ...one, TriggerDesc: JSON.stringify({ cron: one.TriggerDesc }) });
      }
      return {};
    },
    DeleteTrigger: (body) => {
      const found = fn(body);
      found.Triggers = found.Triggers.filter((one) => one.TriggerName !== body.TriggerName);
      return {};
    },
  };

  const answer = async (request: IncomingMessage): Promise<object> => {
    const action = String(request.headers['x-tc-action']);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Body;
    calls.push({ action, body });
    if (!request.headers.authorization?.startsWith(`TC3-HMAC-SHA256 Credential=${SECRET_ID}/`)) {
      throw new Refused('AuthFailure.SecretIdNotFound', 'The SecretId is not found');
    }
    if (state.fail === action) {
      state.fail = null;
      throw new Refused('InternalError', 'try again later');
    }
    const act = actions[action];
    if (!act) throw new Refused('InvalidAction', `no action ${action}`);
    return act(body);
  };
  const server = createServer((request, response) => {
    const send = (Response: object) => response.end(JSON.stringify({ Response }));
    answer(request).then(
      (data) => send({ ...data, RequestId: 'double' }),
      ({ code, message }: Refused) =>
        send({ Error: { Code: code ?? 'Broken', Message: message }, RequestId: 'double' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    tables,
    functions,
    get fail() {
      return state.fail;
    },
    set fail(action) {
      state.fail = action;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
