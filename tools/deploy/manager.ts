/**
 * The environment through Tencent's @cloudbase/manager-node, which signs and sends. Shapes are those
 * of its typings and of the cloud API's documentation (tcb 2018-06-08, scf 2018-04-16).
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { type Cloud, type FoundCollection, type FoundFunction, indexWords } from './cloud';
import type { TimeTrigger, WantedFunction } from './wanted';

export interface Account {
  /** Of the environment: 云开发控制台 → 设置 → 环境 ID. */
  envId: string;
  secretId: string;
  secretKey: string;
}

/** What is used of the library; its own types are there only once it is installed. */
interface Manager {
  functions: {
    getFunctionDetail(name: string): Promise<FunctionDetail>;
    createFunction(options: object): Promise<unknown>;
    updateFunctionCode(options: object): Promise<unknown>;
    updateFunctionConfig(settings: object): Promise<unknown>;
    createFunctionTriggers(name: string, triggers: object[]): Promise<unknown>;
    deleteFunctionTrigger(name: string, trigger: string): Promise<unknown>;
  };
  database: {
    listCollections(): Promise<{ Collections: { CollectionName: string }[] }>;
    describeCollection(name: string): Promise<{ Indexes?: FoundIndex[] }>;
    createCollection(name: string): Promise<unknown>;
    updateCollection(name: string, change: object): Promise<unknown>;
  };
  currentEnvironment(): { lazyInit(): Promise<unknown> };
  commonService(): { call(call: { Action: string; Param: object }): Promise<{ AclTag?: string }> };
}

interface FunctionDetail {
  Runtime: string;
  Timeout: number;
  MemorySize: number;
  Environment?: { Variables?: { Key: string; Value: string }[] };
  Triggers?: { TriggerName: string; TriggerDesc: string }[];
}

interface FoundIndex {
  Name: string;
  Unique: boolean;
  Keys: { Name: string; Direction: string }[];
}

/** Opens the environment. Rejects with one sentence when account or environment is not known. */
export async function openCloud({ envId, secretId, secretKey }: Account): Promise<Cloud> {
  const load = createRequire(join(ROOT, 'tools/deploy/package.json'));
  const Library = load('@cloudbase/manager-node') as new (options: object) => Manager;
  const manager = new Library({ secretId, secretKey, envId });
  try {
    await manager.currentEnvironment().lazyInit();
  } catch (error) {
    throw new Error(`The environment ${envId} could not be opened: ${(error as Error).message}`);
  }
  return {
    async read(names, collections) {
      const functions = await Promise.all(
        names.map(async (name) => [name, await readFunction(manager, name)] as const),
      );
      return {
        functions: new Map(functions.filter((one): one is [string, FoundFunction] => !!one[1])),
        collections: await readCollections(manager, envId, collections),
      };
    },
    async createFunction(wanted) {
      const func = {
        ...settings(wanted),
        runtime: wanted.runtime,
        triggers: timers(wanted.triggers),
      };
      const envVariables = wanted.variables;
      await manager.functions.createFunction({ ...codeOf(wanted, { ...func, envVariables }) });
    },
    async updateCode(wanted) {
      await manager.functions.updateFunctionCode(codeOf(wanted, { name: wanted.name }));
    },
    async configure(wanted, envVariables) {
      await manager.functions.updateFunctionConfig({ ...settings(wanted), envVariables });
    },
    async setTrigger(name, trigger, replace) {
      if (replace) await manager.functions.deleteFunctionTrigger(name, trigger.name);
      await manager.functions.createFunctionTriggers(name, timers([trigger]));
    },
    async createCollection(name) {
      await manager.database.createCollection(name);
    },
    async setIndex(collection, { name: IndexName, keys, unique }, replace) {
      const { database } = manager;
      if (replace) await database.updateCollection(collection, { DropIndexes: [{ IndexName }] });
      const MgoIndexKeys = Object.entries(keys).map(([Name, way]) => ({
        Name,
        Direction: String(way),
      }));
      const MgoKeySchema = { MgoIndexKeys, MgoIsUnique: unique === true };
      await database.updateCollection(collection, { CreateIndexes: [{ IndexName, MgoKeySchema }] });
    },
    async closeCollection(CollectionName) {
      const Param = { EnvId: envId, CollectionName, AclTag: 'ADMINONLY' };
      await manager.commonService().call({ Action: 'ModifyDatabaseACL', Param });
    },
  };
}

const settings = ({
  name,
  timeout,
  memorySize,
}: Pick<WantedFunction, 'name' | 'timeout' | 'memorySize'>) => ({
  name,
  timeout,
  memorySize,
});

const timers = (triggers: readonly TimeTrigger[]) =>
  triggers.map(({ name, config }) => ({ name, config, type: 'timer' }));

/** The built folder goes up inside the request: the SDK is in the bundle, nothing is installed there. */
const codeOf = ({ folder, runtime }: WantedFunction, func: object) => ({
  func: { ...func, runtime, installDependency: false },
  functionPath: folder,
  deployMode: 'zip',
});

/** Null when there is no such function. */
async function readFunction({ functions }: Manager, name: string): Promise<FoundFunction | null> {
  try {
    const found = await functions.getFunctionDetail(name);
    return {
      runtime: found.Runtime,
      timeout: found.Timeout,
      memorySize: found.MemorySize,
      triggers: (found.Triggers ?? []).map(({ TriggerName, TriggerDesc }) => ({
        name: TriggerName,
        config: cronOf(TriggerDesc),
      })),
      variables: Object.fromEntries(
        (found.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value]),
      ),
    };
  } catch (error) {
    if (/^ResourceNotFound\.Function/.test((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}

/** A timer is told as `{"cron":"…"}` where it was given as the bare expression. */
function cronOf(description: string): string {
  try {
    return (JSON.parse(description) as { cron?: string }).cron ?? description;
  } catch {
    return description;
  }
}

async function readCollections(
  manager: Manager,
  EnvId: string,
  names: readonly string[],
): Promise<Map<string, FoundCollection>> {
  const { Collections } = await manager.database.listCollections();
  const there = new Set(Collections.map(({ CollectionName }) => CollectionName));
  const found = new Map<string, FoundCollection>();
  // One after another: these calls are limited to fifty a second.
  for (const name of names.filter((one) => there.has(one))) {
    const { Indexes = [] } = await manager.database.describeCollection(name);
    const Param = { EnvId, CollectionName: name };
    const { AclTag = '' } = await manager
      .commonService()
      .call({ Action: 'DescribeDatabaseACL', Param });
    const indexes = Indexes.map((index): [string, string] => [
      index.Name,
      indexWords(
        index.Keys.map((key) => [key.Name, key.Direction]),
        index.Unique,
      ),
    ]);
    found.set(name, { indexes: new Map(indexes), access: AclTag });
  }
  return found;
}
