// Random programs of the language people write in cells, as statements grouped into cells: for comparing a session with
// one plain module. They end (loops are short, `tick` runs out) and print with `log`.

/** An integer from 0 to `below - 1`. */
export type Pick = (below: number) => number;

interface Names {
  /** Readable; those that are declared in the current cell or before, and locals. */
  readonly all: readonly string[];
}

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Cells of statements. Top-level names are unique over all cells, local ones shadow them. */
export function randomProgram(pick: Pick): string[][] {
  const one = <T>(items: readonly T[]): T => items[pick(items.length)]!;
  const many = <T>(most: number, make: () => T): T[] => Array.from({ length: pick(most + 1) }, make);
  let fresh = 0;

  const name = ({ all }: Names): string => (all.length > 0 ? one(all) : 'undefined');
  const shadow = (): string => one(LETTERS);
  const withNames = (names: Names, ...more: string[]): Names => ({ all: [...names.all, ...more, ...more] });

  function expression(names: Names, depth: number): string {
    const sub = (): string => expression(names, depth - 1);
    if (depth <= 0) return pick(3) > 0 ? name(names) : `${pick(10)}`;
    switch (pick(24)) {
      case 0:
      case 1:
        return `${sub()} ${one(['+', '-', '*', '<', '===', '&&', '||', ','])} ${sub()}`.replace(
          /^(.*) , (.*)$/s,
          '($1, $2)',
        );
      case 2:
        return `(${name(names)} ${one(['=', '+=', '-=', '||=', '&&=', '??='])} ${sub()})`;
      case 3:
        return one([`${name(names)}++`, `++${name(names)}`, `--${name(names)}`, `(${name(names)})--`]);
      case 4:
        return `typeof ${name(names)}`;
      case 5:
        return `\`<\${${sub()}}>\``;
      case 6:
        return `{ ${name(names)}, p: ${sub()} }`.replace(/^(.*)$/s, '($1)');
      case 7:
        return `[${sub()}, ...[${sub()}], ${sub()}]`;
      case 8:
        return arrow(names, depth);
      case 9:
        return `(${arrow(names, depth)})(${sub()})`;
      case 10:
        return functionExpression(names, depth);
      case 11:
        return `call(${name(names)}, ${sub()})`;
      case 12:
        return `${name(names)}(${sub()})`;
      case 13:
        return `${name(names)}?.${one(['p', 'q', 'name', '[0]'])}`;
      case 14:
        return `(${sub()} ? ${sub()} : ${sub()})`;
      case 15:
        return `(await ${sub()})`;
      case 16:
        return `new ${name(names)}()`;
      case 17:
        return `${name(names)}\`t\${${sub()}}\``;
      case 18:
        return `[${sub()}].map((${shadow()}) => ${sub()})`;
      // A target in its dead zone may throw before the default is evaluated, so defaults do not throw.
      case 19:
        return `([${name(names)}, ${name(names)} = ${pick(10)}] = [${sub()}])`;
      case 20:
        return `({ p: ${name(names)}, ${one(names.all.length > 0 ? names.all : ['p'])} = ${pick(10)} } = { p: ${sub()} })`;
      case 21:
        return classExpression(names, depth, pick(2) === 0 ? shadow() : '');
      case 22:
        return `{ [${sub()}]: ${sub()}, m(${shadow()}) { tick(); return ${noAwait(sub())}; } }.p`.replace(
          /^(.*)\.p$/s,
          '($1).p',
        );
      default:
        return `((${sub()}))`;
    }
  }

  const noAwait = (text: string): string => text.replaceAll('await ', '');

  function arrow(names: Names, depth: number): string {
    const parameter = shadow();
    const inner = withNames(names, parameter);
    const body = noAwait(expression(inner, depth - 1));
    return one([
      `((${parameter}) => (tick(), ${body}))`,
      `((${parameter} = ${noAwait(expression(names, depth - 2))}) => { tick(); ${noAwait(statements(inner, depth - 1, true))} return ${body}; })`,
    ]);
  }

  function functionExpression(names: Names, depth: number): string {
    const own = pick(2) === 0 ? shadow() : '';
    const parameter = shadow();
    const inner = withNames(names, parameter, ...(own ? [own] : []));
    return `(function ${own}(${parameter}, ...rest) { tick(); ${noAwait(statements(inner, depth - 1, true))} return ${noAwait(expression(inner, depth - 1))}; })`;
  }

  function classExpression(names: Names, depth: number, own: string): string {
    const inner = withNames(names, ...(own ? [own] : []));
    const sub = (): string => noAwait(expression(inner, depth - 1));
    return `(class ${own} { static s = ${sub()}; p = ${sub()}; static { tick(); var ${shadow()} = ${sub()}; } get q() { tick(); return ${sub()}; } [${noAwait(expression(names, depth - 2))}]() {} })`;
  }

  // Names but the last of a pattern count as declared from its initializer on: here it refers to none.
  const pattern = (names: Names, own: readonly string[]): [string, string] => {
    const [x, y] = own as [string, string];
    const value = (): string => `${pick(10)}`;
    return one<[string, string]>([
      [`[${x}, ${y} = ${expression(names, 1)}]`, `[${value()}]`],
      [`{ p: ${x}, ${y} = ${expression(names, 1)} }`, `{ p: ${value()} }`],
      [`{ p: [${x} = () => ${x}], ...${y} }`, `{ p: [], z: ${value()} }`],
      [`{ ['p']: ${x} = class {}, ${y} = ${x} }`, `{ p: ${value()} }`],
      [`[${x}, ...${y}]`, `[${value()}, ${value()}]`],
    ]);
  };

  /** Local statements: their names shadow those of the top level. */
  function statements(names: Names, depth: number, inFunction: boolean): string {
    return many(2, () => statement(names, depth, inFunction)).join(' ');
  }

  function block(names: Names, depth: number, inFunction: boolean): string {
    const own = shadow();
    const inner = withNames(names, own);
    const declaration = one([
      `let ${own} = ${expression(names, 1)};`,
      `const ${own} = ${expression(names, 1)};`,
      `function ${own}(x) { tick(); return ${noAwait(expression(inner, 1))}; }`,
      `class ${own} { p = ${noAwait(expression(inner, 1))}; }`,
    ]);
    if (pick(4) === 0) return `{ ${statements(names, depth - 1, inFunction)} }`;
    const body = statements(inner, depth - 1, inFunction);
    return pick(4) === 0 ? `{ ${body} ${declaration} }` : `{ ${declaration} ${body} }`;
  }

  function statement(names: Names, depth: number, inFunction: boolean): string {
    const value = (): string => expression(names, 2);
    if (depth <= 0) return `log(${value()});`;
    const inner = (): string => block(names, depth - 1, inFunction);
    const own = shadow();
    const label = `l${fresh++}`;
    switch (pick(17)) {
      case 0:
        return `if (${value()}) ${inner()} else log(${value()});`;
      case 1:
        return `for (let ${own} = 0; ${own} < 3; ${own}++) { tick(); ${statements(withNames(names, own), depth - 1, inFunction)} fns.push(() => ${own}); }`;
      case 2:
        return `for (const ${own} of [1, ${value()}, 3]) { tick(); ${statements(withNames(names, own), depth - 1, inFunction)} }`;
      case 3:
        return `for (${name(names)} of [${value()}, 2]) { tick(); ${statements(names, depth - 1, inFunction)} }`;
      case 4:
        return `for (const ${own} in { p: 1, q: 2 }) { tick(); ${statements(withNames(names, own), depth - 1, inFunction)} }`;
      case 5:
        return `${label}: for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) { tick(); ${statements(names, depth - 1, inFunction)} if (${value()}) ${one(['break', 'continue'])} ${label}; ${name(names)}++; }`;
      case 6:
        return `for (let n = 0; n < 3; n++) { tick(); ${name(names)} += n; ${name(names)} = ${value()}; ${statements(names, depth - 1, inFunction)} }`;
      case 7:
        return `try { ${statements(names, depth - 1, inFunction)} ${value()}; } catch (${own}) { log(${own}.name); ${statements(withNames(names, own), depth - 1, inFunction)} }`;
      case 8:
        return `try { ${value()}; } finally { ${statements(names, depth - 1, inFunction)} }`;
      case 9:
        return `switch (${value()}) { case 1: let ${own} = ${value()}; log(${own}); default: ${statements(names, depth - 1, inFunction)} }`;
      case 10:
        return inner();
      case 11:
        return `try { ${value()}; } catch (e) { log(e.name); }`;
      case 12:
        return `fns.push(() => ${noAwait(value())});`;
      case 13:
        return `for (const fn of fns.splice(0)) { tick(); try { log(fn()); } catch (e) { log(e.name); } }`;
      case 14:
        return `{ let n = 0; while (n++ < 2) { tick(); ${name(names)} = ${value()}; ${statements(names, depth - 1, inFunction)} } }`;
      default:
        return `log(${value()});`;
    }
  }

  const cells: string[][] = [];
  let names: Names = { all: [] };
  let used = 0;
  for (let cell = 0; cell < 1 + pick(4); cell++) {
    const own = many(6, () => `${LETTERS[used++ % 8]}${used > 8 ? used >> 3 : ''}`);
    names = { all: [...names.all, ...own] };
    const lines: string[] = [];
    const queue = [...own];
    while (queue.length > 0 || pick(4) > 0) {
      const next = pick(2) === 0 ? queue.shift() : undefined;
      if (next === undefined) {
        const text = statement(names, 3, false);
        lines.push(pick(3) > 0 ? `try { ${text} } catch (e) { log(e.name); }` : text);
        continue;
      }
      const value = expression(names, 2);
      const second = queue[0];
      switch (pick(10)) {
        case 0:
          lines.push(`const ${next} = ${value};`);
          break;
        case 1:
          lines.push(`var ${next} = ${value};`);
          break;
        case 2:
          lines.push(
            `function ${next}(x, y = ${noAwait(value)}) { tick(); ${noAwait(statements(withNames(names, 'x', 'y'), 2, true))} return ${noAwait(expression(withNames(names, 'x'), 2))}; }`,
          );
          break;
        case 3:
          lines.push(`class ${next} ${classExpression(withNames(names, next), 2, '').slice(7, -1)}`);
          break;
        case 4:
          lines.push(
            `for (var ${next} = 0; ${next} < 3; ${next}++) { tick(); ${statements(names, 2, false)} }`,
          );
          break;
        case 5:
          lines.push(
            `if (${value}) { var ${next} = ${value}; } else for (var ${next} of [1, 2]) ${block(names, 2, false)}`,
          );
          break;
        case 6:
          if (second) {
            queue.shift();
            const [left, right] = pattern(names, [next, second]);
            lines.push(`${one(['let', 'const', 'var'])} ${left} = ${right};`);
          } else lines.push(`let ${next};`);
          break;
        case 7:
          lines.push(`let ${next} = 0;`);
          break;
        default:
          lines.push(`let ${next} = ${value};`);
      }
    }
    lines.push(`log(${own.map((one) => one).join(', ')});`);
    cells.push(lines);
  }
  return cells;
}
