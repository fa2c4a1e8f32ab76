import { answers, type Instance, paths, shown, startInstance } from '../http.ts';
import type { Check } from '../lab.ts';
import { type Nginx, startNginx } from '../nginx.ts';

/** In turn, and in proportion to weights. */
export const roundRobin: Check = {
  id: 'nginx-round-robin',
  server: 'nginx',
  async run(lab) {
    const three = await Promise.all(['a', 'b', 'c'].map((name) => startInstance(lab, name)));
    const equal = shown(await answers(await startNginx(lab, three), paths(30)));
    lab.expect(equal === 'a 10, b 10, c 10', `no method named, 30 requests: ${equal}`);
    const server = ({ name }: Instance): string => (name === 'a' ? 'weight=3' : '');
    const weighted = shown(await answers(await startNginx(lab, three, { server }), paths(50)));
    lab.expect(weighted === 'a 30, b 10, c 10', `weights 3, 1, 1, 50 requests: ${weighted}`);
    lab.claim(['nginx', 'nginx:upstream', 'round-robin', 'weighted-round-robin'], {
      en: 'Without a method three equal servers had 10 of 30 requests each; with weights 3, 1 and 1 they had 30, 10 and 10 of 50.',
      'zh-cn': '未指定方法时，三个相同后端各分到 30 个请求中的 10 个；权重为 3、1、1 时，50 个请求按 30、10、10 分配。',
    });
  },
};

/** How a server that fails is found, and when it is not. */
export const failures: Check = {
  id: 'nginx-failing-server',
  server: 'nginx',
  async run(lab) {
    const [good, bad, only] = await Promise.all([
      startInstance(lab, 'good'),
      startInstance(lab, 'bad', { drops: true }),
      startInstance(lab, 'only', { drops: true }),
    ]);
    const server = (): string => 'fail_timeout=600s';
    const pair = await startNginx(lab, [good, bad], { server });
    const found = shown(await answers(pair, paths(20)));
    lab.expect(
      found === 'good 20' && bad.requests() === 1,
      `one of two servers ends every connection, 20 requests, max_fails by default: ${found}; it had ${bad.requests()} request`,
    );
    const alone = await startNginx(lab, [only], { server });
    const failed = shown(await answers(alone, paths(5)));
    lab.expect(
      failed === '502 5' && only.requests() === 5,
      `the same server alone in its group, 5 requests: ${failed}; it had ${only.requests()} of them`,
    );
    lab.claim(
      ['nginx', 'nginx:upstream', 'nginx:proxy_next_upstream', 'health-check', 'failure-detection', 'load-balancers'],
      {
        en: 'Of two servers one ended every connection: one real request found that out, it was passed to the other, and the bad one had no more. Alone in its group the same server was never left out.',
        'zh-cn':
          '两个后端之一总是断开连接：由一个真实请求发现，该请求转给另一后端，此后故障后端不再收到请求；组内只有它一个时则从不摘除。',
      },
    );
  },
};

async function posts(nginx: Nginx, count: number): Promise<string> {
  return shown(await answers({ ask: (path) => nginx.ask(path, 'POST') }, paths(count)));
}

/** Which requests are repeated on another server. */
export const repeated: Check = {
  id: 'nginx-post-repeated',
  server: 'nginx',
  async run(lab) {
    const pair = await Promise.all([startInstance(lab, 'good'), startInstance(lab, 'bad', { drops: true })]);
    // The bad one stays in turn.
    const server = (): string => 'max_fails=0';
    const byDefault = await startNginx(lab, pair, { server });
    const gets = shown(await answers(byDefault, paths(10)));
    const spared = await posts(byDefault, 10);
    lab.expect(
      gets === 'good 10' && spared === '502 5, good 5',
      `one of two servers takes requests and gives no answer: 10 GET ${gets}; 10 POST ${spared}`,
    );
    const location = ['proxy_next_upstream error timeout non_idempotent;'];
    const all = await posts(await startNginx(lab, pair, { server, location }), 10);
    lab.expect(all === 'good 10', `with non_idempotent, 10 POST: ${all}`);
    lab.claim(['nginx:proxy_next_upstream', 'retry', 'request-timeout', 'idempotence', 'load-balancers'], {
      en: 'A server took requests and gave no answer: each GET was repeated on the other server, a POST that had been sent was not and ended with 502; with non_idempotent it was repeated, too.',
      'zh-cn':
        '某后端收下请求却不应答：GET 会在另一后端上重发，已发送的 POST 不重发、返回 502；加上 non_idempotent 后 POST 也被重发。',
    });
  },
};

/** A limit, and a burst on top of it. */
export const limit: Check = {
  id: 'nginx-rate-limit',
  server: 'nginx',
  async run(lab) {
    const one = [await startInstance(lab, 'a')];
    const http = ['limit_req_zone $server_port zone=shop:64k rate=1r/m;'];
    const strict = await startNginx(lab, one, { http, location: ['limit_req zone=shop;'] });
    const few = shown(await answers(strict, paths(5)));
    lab.expect(few === '503 4, a 1', `rate=1r/m, 5 requests at once: ${few}`);
    const bursts = await startNginx(lab, one, { http, location: ['limit_req zone=shop burst=2 nodelay;'] });
    const more = shown(await answers(bursts, paths(5)));
    lab.expect(more === '503 2, a 3', `burst=2 nodelay, 5 requests at once: ${more}`);
    lab.claim(['rate-limiting', 'nginx'], {
      en: 'With limit_req at one request a minute one of five was served and the rest was refused at once with 503; a burst of two let two more through.',
      'zh-cn': 'limit_req 限制每分钟一个请求时，五个请求只放行一个，其余立即以 503 拒绝；burst=2 再放行两个。',
    });
  },
};
