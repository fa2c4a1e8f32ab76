import { type Lab, patience, type Running } from './lab.ts';

export interface EtcdNode {
  readonly url: string;
  readonly running: Running;
}

/** Starts the members of a cluster. Does not wait until they serve. */
export async function startEtcd(lab: Lab, members: number, args: readonly string[] = []): Promise<readonly EtcdNode[]> {
  const urls: { readonly client: string; readonly peer: string }[] = [];
  for (let i = 0; i < members; i++)
    urls.push({ client: `http://127.0.0.1:${await lab.port()}`, peer: `http://127.0.0.1:${await lab.port()}` });
  const cluster = urls.map(({ peer }, i) => `m${i + 1}=${peer}`).join(',');
  return urls.map(({ client, peer }, i) => ({
    url: client,
    running: lab.start(lab.server.program, [
      `--name=m${i + 1}`,
      `--data-dir=${lab.folder()}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=${cluster}`,
      '--initial-cluster-state=new',
      ...args,
    ]),
  }));
}

/** Whether a write of a key is acknowledged in time. */
export async function put(node: EtcdNode, key: string, value: string, ms: number): Promise<boolean> {
  const body = { key: base64(key), value: base64(value) };
  return (await post(node, '/v3/kv/put', body, ms)) !== undefined;
}

/** The value of a key, `''` where there is none; undefined where the read is not answered in time. */
export async function get(node: EtcdNode, key: string, serializable: boolean, ms: number): Promise<string | undefined> {
  const answer = await post(node, '/v3/kv/range', { key: base64(key), serializable }, ms);
  if (answer === undefined) return undefined;
  const [found] = (answer as { readonly kvs?: readonly { readonly value: string }[] }).kvs ?? [];
  return found === undefined ? '' : Buffer.from(found.value, 'base64').toString();
}

/** Grants a lease of some seconds and gives its number. */
export async function grantLease(node: EtcdNode, seconds: number): Promise<string | undefined> {
  return ((await post(node, '/v3/lease/grant', { TTL: seconds }, patience)) as { readonly ID?: string } | undefined)
    ?.ID;
}

/** Takes a lock: creates a key under a lease if nobody has it. Gives the revision of the key, undefined where it is taken. */
export async function takeLock(node: EtcdNode, key: string, lease: string): Promise<string | undefined> {
  const absent = { key: base64(key), target: 'CREATE', create_revision: '0' };
  const create = { request_put: { key: base64(key), value: base64('held'), lease } };
  const answer = (await post(node, '/v3/kv/txn', { compare: [absent], success: [create] }, patience)) as TxnAnswer;
  return answer.succeeded === true ? answer.header?.revision : undefined;
}

/** Writes a value only if a lock still has the revision its holder was given. */
export async function putFenced(
  node: EtcdNode,
  lock: { readonly key: string; readonly revision: string },
  key: string,
  value: string,
): Promise<boolean> {
  const same = { key: base64(lock.key), target: 'CREATE', create_revision: lock.revision };
  const write = { request_put: { key: base64(key), value: base64(value) } };
  const answer = (await post(node, '/v3/kv/txn', { compare: [same], success: [write] }, patience)) as TxnAnswer;
  return answer.succeeded === true;
}

interface TxnAnswer {
  readonly succeeded?: boolean;
  readonly header?: { readonly revision?: string };
}

async function post(node: EtcdNode, path: string, body: object, ms: number): Promise<unknown> {
  try {
    const response = await fetch(node.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ms),
    });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until a member takes part in the cluster and answers linearizable reads. */
export async function serving(lab: Lab, nodes: readonly EtcdNode[]): Promise<void> {
  for (const node of nodes)
    await lab.until('an etcd member serves', async () =>
      (await get(node, 'ready', false, 5000)) === undefined ? undefined : true,
    );
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
