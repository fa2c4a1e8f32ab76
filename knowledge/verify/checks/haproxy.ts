import { startBalancer } from '../haproxy.ts';
import { answers, type Instance, paths, shown, startInstance } from '../http.ts';
import type { Check, Lab } from '../lab.ts';

function instances(lab: Lab, names: readonly string[], delay?: (name: string) => number): Promise<readonly Instance[]> {
  return Promise.all(names.map((name) => startInstance(lab, name, { delay: delay?.(name) ?? 0 })));
}

/** In turn, and in proportion to weights. */
export const roundRobin: Check = {
  id: 'haproxy-round-robin',
  server: 'haproxy',
  async run(lab) {
    const three = await instances(lab, ['a', 'b', 'c']);
    const equal = shown(await answers(await startBalancer(lab, ['balance roundrobin'], three), paths(30)));
    lab.expect(equal === 'a 10, b 10, c 10', `roundrobin, 30 requests: ${equal}`);
    lab.claim(['round-robin', 'haproxy', 'haproxy:balance'], {
      en: 'Of 30 requests each of three equal instances had ten.',
      'zh-cn': '30 个请求在三个相同实例之间各分到 10 个。',
    });
    const weight = ({ name }: Instance): string => `weight ${name === 'a' ? 3 : 1}`;
    const weighted = shown(await answers(await startBalancer(lab, ['balance roundrobin'], three, weight), paths(50)));
    lab.expect(weighted === 'a 30, b 10, c 10', `weights 3, 1, 1, 50 requests: ${weighted}`);
    lab.claim(['weighted-round-robin', 'load-balancing-algorithms'], {
      en: 'With weights 3, 1 and 1 the instances had 30, 10 and 10 of 50 requests.',
      'zh-cn': '权重为 3、1、1 时，50 个请求按 30、10、10 分配。',
    });
  },
};

/** A slow instance among fast ones. */
export const leastConnections: Check = {
  id: 'haproxy-least-connections',
  server: 'haproxy',
  async run(lab) {
    const share = async (balance: string): Promise<number> => {
      const all = await instances(lab, ['slow', 'fast'], (name) => (name === 'slow' ? 1000 : 5));
      const balancer = await startBalancer(lab, [`balance ${balance}`], all);
      const before = all[0]?.requests() ?? 0;
      // Four clients, each asking again as soon as it has its answer.
      const client = async (): Promise<void> => void (await answers(balancer, paths(8)));
      await Promise.all([client(), client(), client(), client()]);
      return (all[0]?.requests() ?? 0) - before;
    };
    const turn = await share('roundrobin');
    const least = await share('leastconn');
    lab.expect(
      turn === 16 && least < (turn * 3) / 4,
      `32 requests of 4 clients, one instance slow: it has ${turn} with roundrobin, ${least} with leastconn`,
    );
    lab.claim(['least-connections', 'haproxy', 'haproxy:balance', 'load-balancing-algorithms'], {
      en: `Four clients sent 32 requests to a slow and a fast instance: the slow one had ${turn} of them with roundrobin and ${least} with leastconn.`,
      'zh-cn': `四个客户端向一慢一快两个实例发送 32 个请求：roundrobin 时慢实例分到 ${turn} 个，leastconn 时为 ${least} 个。`,
    });
  },
};

/** What moves when a server is taken away, by kind of hash. */
export const hashing: Check = {
  id: 'haproxy-consistent-hashing',
  server: 'haproxy',
  async run(lab) {
    const keys = paths(200);
    const five = await instances(lab, ['a', 'b', 'c', 'd', 'e']);
    const owners = async (kind: string, members: readonly Instance[]): Promise<readonly string[]> => {
      const balancer = await startBalancer(lab, ['balance uri', `hash-type ${kind}`], members);
      const found: string[] = [];
      for (const key of keys) found.push(await balancer.ask(key));
      return found;
    };
    const moved = async (kind: string): Promise<number> => {
      const before = await owners(kind, five);
      const after = await owners(kind, five.slice(0, 4));
      // What the lost one had must move; the rest need not.
      return before.filter((owner, i) => owner !== 'e' && owner !== after[i]).length;
    };
    const modulo = await moved('map-based');
    const ring = await moved('consistent');
    lab.expect(
      modulo > 100 && ring < 20,
      `the last of 5 servers taken away: of 200 keys ${modulo} of other servers move with map-based, ${ring} with consistent`,
    );
    lab.claim(['consistent-hashing', 'haproxy', 'load-balancing-algorithms'], {
      en: `One of five servers was taken away: of 200 keys ${modulo} that belonged to the others moved with a hash modulo the number of servers, ${ring} with the consistent hash.`,
      'zh-cn': `从五台服务器中去掉一台：200 个键里，原属其他服务器而被迁移的，取模哈希有 ${modulo} 个，一致性哈希有 ${ring} 个。`,
    });
  },
};

/** A dead instance with and without health checks, redispatch and retries. */
export const deadInstance: Check = {
  id: 'haproxy-dead-instance',
  server: 'haproxy',
  async run(lab) {
    const all = await instances(lab, ['a', 'b']);
    const unchecked = await startBalancer(lab, ['balance roundrobin', 'retries 1'], all);
    const again = await startBalancer(lab, ['balance roundrobin', 'retries 1', 'option redispatch'], all);
    const checked = await startBalancer(
      lab,
      ['balance roundrobin', 'retries 1'],
      all,
      () => 'check inter 500ms fall 2 rise 1',
    );
    await all[1]?.stop();
    const without = await answers(unchecked, paths(10));
    lab.expect(without.get('a') === 5 && without.get('503') === 5, `one of two killed, no check: ${shown(without)}`);
    const redispatched = shown(await answers(again, paths(10)));
    lab.expect(redispatched === 'a 10', `no check, option redispatch: ${redispatched}`);
    await lab.until(
      'the check takes the dead instance out',
      async () => (/Server orders\/b is DOWN/.test(checked.running.output()) ? true : undefined),
      { about: checked.running },
    );
    const found = await lab.until('every request is answered', async () => {
      const counts = shown(await answers(checked, paths(10)));
      return counts === 'a 10' ? counts : undefined;
    });
    lab.expect(true, `check inter 500ms fall 2, after it has seen the failure: ${found}`);
    lab.claim(['load-balancing', 'failure-detection', 'health-check', 'haproxy', 'haproxy:server', 'load-balancers'], {
      en: 'One of two instances was killed: without a health check half of the requests still went to it and failed with 503; with one it was left out after the check had failed.',
      'zh-cn': '两个实例杀死一个：未配置健康检查时，一半请求仍发往它并以 503 失败；配置后，检查失败即将其摘除。',
    });
    lab.claim(['retry', 'haproxy:redispatch', 'haproxy:retries'], {
      en: 'Retrying on the same dead instance failed with 503; with option redispatch the retry went to the other one and every request was answered.',
      'zh-cn': '在同一个已失效的实例上重试仍以 503 失败；启用 option redispatch 后重试改发另一实例，全部请求成功。',
    });
  },
};
