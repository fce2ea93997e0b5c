/**
 * The pictures of terraform/README.md, held against the code: which stack calls which module, which module makes which
 * resource, and which value is handed on. They are drawn by hand in the few forms of Mermaid that are read here.
 */

export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Box {
  readonly id: string;
  /** The stack whose subgraph it stands in; undefined for what no stack makes. */
  readonly stack: string | undefined;
  /** `network:aws_subnet`: the last line of its label. */
  readonly label: string;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The output that is handed on, on a dotted arrow. */
  readonly output: string | undefined;
}

/** Reads all pictures of a page as one. @throws Error at a line of a form that is not known here. */
export function readPictures(page: string): Picture {
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  let stack: string | undefined;
  const lines = [...page.matchAll(/^```mermaid\n([^]*?)^```/gm)].flatMap(([, text = '']) => text.split('\n'));
  for (const line of lines.map((each) => each.trim())) {
    const box = /^(\w+)(?:\["|\[\(|\(\()(.+?)(?:"\]|\)\]|\)\))$/.exec(line);
    const arrow = /^(\w+) (?:-->(?:\|[^|]+\|)?|-\. (\w+) \.->) (\w+)$/.exec(line);
    const group = /^subgraph \w+ \[stack (\w+), [^\]]+\]$/.exec(line);
    if (box) boxes.push({ id: box[1] ?? '', stack, label: (box[2] ?? '').split('<br/>').at(-1) ?? '' });
    else if (arrow) arrows.push({ from: arrow[1] ?? '', to: arrow[3] ?? '', output: arrow[2] });
    else if (group) stack = group[1];
    else if (line === 'end') stack = undefined;
    else if (line !== '' && !/^(flowchart (TB|LR)|%%.*%%)$/.test(line)) throw new Error(`Not read: ${line}`);
  }
  return { boxes, arrows };
}

/** The text of every .tf file of a module or a stack, put together: by its name. */
export interface Code {
  readonly modules: Readonly<Record<string, string>>;
  readonly stacks: Readonly<Record<string, string>>;
}

/** @returns a sentence for each thing that the pictures tell and the code does not, or the other way round. */
export function pictureProblems({ boxes, arrows }: Picture, code: Code): readonly string[] {
  const ids = new Map(boxes.map((box) => [box.id, box]));
  const unknown = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].filter((id) => !ids.has(id));
  return [
    ...boxes.flatMap((box) => boxProblems(box, code)),
    ...Object.entries(code.stacks).flatMap(([stack, text]) => stackProblems(stack, text, boxes)),
    ...Object.keys(code.modules)
      .filter((module) => !boxes.some(({ label }) => label.startsWith(`${module}:`)))
      .map((module) => `The module ${module} is not in the picture.`),
    ...unknown.map((id) => `An arrow leads to ${id}, which is no box.`),
    ...arrows.flatMap((arrow) => valueProblems(arrow, ids, code)),
  ];
}

function boxProblems({ id, stack, label }: Box, { modules, stacks }: Code): readonly string[] {
  if (stack === undefined) return [];
  const [, owner = '', type = ''] = /^([a-z-]+):([a-z0-9_]+)$/.exec(label) ?? [];
  const text = owner === stack ? `${modules[owner] ?? ''}${stacks[owner] ?? ''}` : modules[owner];
  if (text === undefined) return [`The box ${id} names no module: ${label}.`];
  return text.includes(`resource "${type}" `)
    ? []
    : [`The box ${id} names ${type}, which ${owner} does not make.`];
}

function stackProblems(stack: string, text: string, boxes: readonly Box[]): readonly string[] {
  const inside = boxes.filter((box) => box.stack === stack).map(({ label }) => label.split(':')[0] ?? '');
  const called = new Set(blocksOf(text).flatMap(({ module }) => module ?? []));
  return [
    ...[...called]
      .filter((module) => !inside.includes(module))
      .map((module) => `The stack ${stack} calls ${module}.`),
    ...[...new Set(inside)]
      .filter((module) => !called.has(module) && module !== stack)
      .map((module) => `The stack ${stack} does not call ${module}.`),
  ];
}

/** A dotted arrow: what stands at its end names the output of what stands at its beginning. */
function valueProblems(arrow: Arrow, ids: ReadonlyMap<string, Box>, code: Code): readonly string[] {
  const from = ids.get(arrow.from);
  const to = ids.get(arrow.to);
  if (arrow.output === undefined || from === undefined || to === undefined) return [];
  const blocks = blocksOf(code.stacks[to.stack ?? ''] ?? '');
  const [module, type] = to.label.split(':');
  const takers = blocks.filter((each) => each.module === module || each.type === type);
  const givers = blocks.filter((each) => each.module === from.label.split(':')[0]);
  const handed = givers.some(({ name }) =>
    takers.some(({ text }) =>
      new RegExp(`\\bmodule\\.${name}(\\[0\\])?\\.${arrow.output ?? ''}\\b`).test(text),
    ),
  );
  return handed ? [] : [`${to.label} takes no ${arrow.output} of ${from.label}.`];
}

interface Block {
  readonly name: string;
  /** Of a resource. */
  readonly type: string | undefined;
  /** The folder of a module that is called. */
  readonly module: string | undefined;
  readonly text: string;
}

/** The calls of modules and the resources of a stack; `terraform fmt` sees to it that each ends at a brace of its own. */
const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(/^(?:module|resource "(\w+)") "(\w+)" \{\n([^]*?)^\}/gm)].map(
    ([, type, name = '', body = '']) => ({
      name,
      type,
      module: /^ {2}source += "\.\.\/\.\.\/modules\/([a-z-]+)"$/m.exec(body)?.[1],
      text: body,
    }),
  );
