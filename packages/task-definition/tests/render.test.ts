import { expect, test } from '@jest/globals';
import type { TaskDefinitionDocument } from '../src/document.ts';
import { renderDocument } from '../src/render.ts';

test('members stand in the order of ECS, at every depth', () => {
  const document: TaskDefinitionDocument = {
    memory: '512',
    volumes: [{ efsVolumeConfiguration: { rootDirectory: '/', fileSystemId: 'fs-1' }, name: 'data' }],
    containerDefinitions: [
      { environment: [{ value: '1', name: 'A' }], image: 'web:1', name: 'web' },
      { name: 'log', image: 'log:1' },
    ],
    family: 'web',
  };
  expect(renderDocument(document)).toBe(`{
  "family": "web",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "web:1",
      "environment": [
        {
          "name": "A",
          "value": "1"
        }
      ]
    },
    {
      "name": "log",
      "image": "log:1"
    }
  ],
  "volumes": [
    {
      "name": "data",
      "efsVolumeConfiguration": {
        "fileSystemId": "fs-1",
        "rootDirectory": "/"
      }
    }
  ],
  "memory": "512"
}
`);
});

test('names of one’s own keep their order, and so do members that ECS does not know, at the end', () => {
  const web = { newcomer: { z: 1, a: 2 }, dockerLabels: { zone: 'b', app: 'web' }, name: 'web' };
  const rendered = renderDocument({ later: true, containerDefinitions: [web], earlier: null });
  expect(rendered.match(/"\w+"(?=:)/g)?.map((name) => name.slice(1, -1))).toEqual([
    ...['containerDefinitions', 'name', 'dockerLabels', 'zone', 'app', 'newcomer', 'z', 'a'],
    ...['later', 'earlier'],
  ]);
});

test('what has another type than ECS takes is rendered as it is', () => {
  const document: TaskDefinitionDocument = {
    family: 'web',
    containerDefinitions: [
      { name: 'web', portMappings: { name: 'p', containerPort: 80 }, healthCheck: ['b'] },
    ],
    volumes: 'none',
  };
  const rendered = renderDocument(document);
  expect(JSON.parse(rendered)).toStrictEqual(document);
  expect(rendered.indexOf('"name": "p"')).toBeLessThan(rendered.indexOf('"containerPort"'));
});
