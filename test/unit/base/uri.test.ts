import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  basename,
  canonical,
  child,
  dirname,
  fileUri,
  isInside,
  join,
  relative,
} from '../../../server/src/base/uri.ts';

test('a segment is added in the spelling the library uses', () => {
  for (const name of ['compose.yml', '订单 服务', "it's(a)*file!", 'a+b@c#d?e%f', '~x-_.']) {
    assert.equal(child('file:///shop', name), fileUri(`/shop/${name}`));
  }
});

test('one file has one spelling, however an editor writes it', () => {
  assert.equal(canonical('file:///shop/a+b/订单.yml'), fileUri('/shop/a+b/订单.yml'));
  assert.equal(canonical('file:///c:/shop'), 'file:///c%3A/shop');
});

test('paths are plain text with slashes', () => {
  const root = 'file:///w/my%20shop';
  assert.equal(relative(root, child(root, '订单.yml')), '订单.yml');
  assert.equal(relative(root, 'file:///w/my%20shop/deploy/compose.yml'), 'deploy/compose.yml');
  assert.equal(relative(root, root), '');
});

test('what lies outside is reached through its parent, and not at all across hosts', () => {
  assert.equal(relative('file:///w/a/b', 'file:///w/c/x.yml'), '../../c/x.yml');
  assert.equal(relative('vscode-vfs://github/o/r', 'vscode-vfs://gitlab/o/r/x.yml'), 'vscode-vfs://gitlab/o/r/x.yml');
  assert.equal(relative('file:///w', 'untitled:Untitled-1'), 'untitled:Untitled-1');
});

test('a folder does not contain its namesake with a longer name', () => {
  assert.equal(isInside('file:///w/shop', 'file:///w/shop/x.yml'), true);
  assert.equal(isInside('file:///w/shop', 'file:///w/shopping/x.yml'), false);
});

test('a broken escape is shown as it is', () => {
  assert.equal(basename('file:///w/100%.yml'), '100%.yml');
});

test('folders and relative paths', () => {
  assert.equal(dirname('file:///w/shop/x.yml'), 'file:///w/shop');
  assert.equal(join('file:///w/shop/deploy', '../common/redis.env'), 'file:///w/shop/common/redis.env');
});
