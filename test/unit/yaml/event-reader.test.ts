import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFromEvents } from '../../../server/src/yaml/event-reader.ts';
import { readPiece } from '../../../server/src/yaml/piece.ts';

const limits = { depth: 200, problems: 50 };

const manifest = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk # three of them
  labels: {app: zk, "tier": 'data'}
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: zookeeper
        image: "zookeeper:3.9.2"
        args: ["--quorum", 'it''s', 2181, true, ~]
        env:
        - {name: ZOO_MY_ID, value: "\\t1"}
        -   name: JVMFLAGS
            value: -Xmx512m -Dx=a:b#c
        command:
          - sh
          - -c
          - |
            # not a comment
            echo hello

              deeper
        volumeMounts: []
        resources:
      # behind
      volumes:
        - name: data
          emptyDir: {}
data:
  text: >-
    one
    two

    three
  empty:
`;

describe('the events of one library give the tree of the other', () => {
  for (const source of [
    manifest,
    manifest.replaceAll('\n', '\r\n'),
    'a: 1\nb: -1.5e3\nc: 0x1F\nd: 0o17\ne: .5\nf: -.inf\ng: 1_000\nh: 1.\ni: .\nj: +1\nk: 08:30\n',
    'a: yes\nb: True\nc: NULL\nd: ~\ne: nullable\nf: constructor\n',
    '- - a\n  - b\n- c: 1\n  d:\n  - e\n-\n- f\n',
    'a : b\n"c" : d\n<<: x\n1: e\ntrue: f\n',
    'a: 1\nb:\n  c: 1\n  c: 2\na: 2\n',
    'a: -x\nb: ?x\nc: :x\nd: x,y]\n',
    'a: |\n  x\n\n\nb: |-\n  y\n  \nc: >\n\n  z\n\n',
    'a: {b: {c: [1, [2, ]]}, d: x:y}\n',
    'a:\n- b\n# between\n- c\nd: e\n',
    'a:   \n  # comment\n  b: 1',
    'a: b\n  c\n',
    'a: "b\n  c"\n',
    'a: "\\u4e2d"\n',
    'a: [b,\n  c]\n',
    '{a: 1}\n',
    'a: |2\n    x\n',
    'a: |+\n  x\n\n',
    'a: >\n  x\n    y\n',
    '? a\n: b\n',
  ]) {
    test(JSON.stringify(source.slice(0, 60)), () => {
      assert.deepEqual(readFromEvents(source, false), readPiece(source, limits, false));
    });
  }

  test('also where a file is damaged', () => {
    const signs = [
      ' ',
      '\n',
      '"',
      "'",
      ':',
      ': ',
      '- ',
      '#',
      ' #',
      '[',
      ']',
      '{',
      '}',
      ',',
      '|',
      '>',
      '\\',
      '? ',
      '&a ',
      '*a',
      '!x ',
      '~',
      '@',
      '\r',
    ];
    let seed = 1;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    let sound = 0;
    for (let i = 0; i < 4_000; i++) {
      const at = next(manifest.length);
      const damaged =
        manifest.slice(next(at + 1), at) +
        (signs[next(signs.length)] ?? '') +
        manifest.slice(at + next(3), at + next(300));
      const read = readFromEvents(damaged, true);
      if (read === undefined) continue;
      sound++;
      assert.deepEqual(read, readPiece(damaged, limits, true), JSON.stringify(damaged));
    }
    assert.ok(sound > 200, `only ${sound} of the damaged files are sound`);
  });
});

describe('left to the other library', () => {
  for (const source of [
    'a: &x 1\n',
    'a: *x\n',
    'a: !reset null\n',
    'a: @x@\n',
    'a: "b\n',
    'a: [b: c]\n',
    'a: {b}\n',
    'a: b: c\n',
    'a: - b\n',
    'a:\n    b: 1\n  c: 2\n',
    'a: 1\n  b: 2\n',
    'a\n',
    'a: "b"c\n',
    'a: 1\r  b\n',
    'a:\tb\n',
    '# nothing\n',
    '',
  ]) {
    test(JSON.stringify(source), () => assert.equal(readFromEvents(source, false), undefined));
  }
});
