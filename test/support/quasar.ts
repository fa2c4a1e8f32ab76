// A small knowledge base about a made-up queue, one text for each kind of file.

/** A component that has nothing wrong. */
export const component = `
id: quasar
name: { en: Quasar, zh-cn: Quasar }
category: messaging
homepage: https://quasar.example/
license: Apache-2.0
short: { en: "A queue.", zh-cn: "一种队列。" }
summary:
  text: { en: "It queues.", zh-cn: "用于排队。" }
  sources: [QUASAR-DOC]
cap:
  statement:
    text: { en: "Writes need a majority.", zh-cn: "写入需要多数派。" }
    sources: [QUASAR-DOC]
server:
  images: [quasar/quasar]
  env: [QUASAR_NODE_ID]
client:
  schemes: [quasar]
settings:
  - id: sync
    type: boolean
    title: { en: Synchronous writes, zh-cn: 同步写入 }
    summary: { en: "Whether it waits.", zh-cn: "是否等待。" }
    spellings: { native: [sync] }
    defaults:
      - { versions: "<2.0.0", value: "false", sources: [QUASAR-DOC] }
      - { versions: ">=2.0.0", value: "true", sources: [QUASAR-DOC] }
    sources: [QUASAR-DOC]
versions:
  checked: "2026-11-20"
  sources: [QUASAR-DOC]
  lines:
    - { version: "2.0", released: "2025-03-01" }
    - { version: "1.9", released: "2023-01-10", endOfLife: "2024-01-10" }
examples:
  is: ["image: quasar/quasar:2.0"]
`;

export const sources = `
QUASAR-DOC:
  title: Documentation
  url: https://quasar.example/docs/
  publisher: Quasar
  read: "2026-11-20"
`;

export const concept = `
id: orbit
name: { en: Orbit, zh-cn: 轨道 }
statement:
  text: { en: "It goes round.", zh-cn: "它在转。" }
  sources: [QUASAR-DOC]
seeAlso: [quasar, "quasar:sync"]
`;

/** Its check is `value-is`. */
export const rule = `
id: quasar/not-synchronous
since: 0.1.0
category: durability
severity: { prod: error, staging: warning, unknown: info, test: "off", dev: "off" }
confidence: high
check: value-is
params: { setting: "quasar:sync", values: ["false"] }
title: { en: Writes are not awaited, zh-cn: 写入未等待 }
message: { en: "{value} loses writes.", zh-cn: "{value} 会丢失写入。" }
why: { en: "A crash loses them.", zh-cn: "崩溃会丢失。" }
remedy: { en: "Set it to true.", zh-cn: "设为 true。" }
sources: [QUASAR-DOC]
examples:
  - bad: { quasar.conf: "sync=false\\n" }
    good: { quasar.conf: "sync=true\\n" }
`;
