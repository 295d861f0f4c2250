// JSDoc as Markdown, read from the text in front of a declaration when somebody asks for it.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/** Far more than the longest comment of @types/node. */
const WINDOW = 50_000;
const COMMENT_BEFORE =
  /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s*(?:(?:export|declare|default|async|const|let|var)\s+)*$/;

/** How many overloads before a declaration are searched for the comment that serves them all. */
const MAX_OVERLOADS = 20;

/**
 * The comment that documents the declaration of `name` at `position`, or else one of the overloads before it; empty
 * where there is none.
 */
export function documentationAt(text: string, position: number, name: string): string {
  let start = position;
  for (let i = 0; i < MAX_OVERLOADS; i++) {
    const comment = commentBefore(text, start);
    if (comment !== undefined) return markdownOf(comment);
    const head = text.slice(start, start + WINDOW).split(name, 1)[0]!;
    if (!/^[\w\s]*$/.test(head)) return '';
    const earlier = start === 0 ? -1 : text.lastIndexOf(head + name, start - 1);
    if (earlier < 0 || earlier < start - WINDOW) return '';
    start = earlier;
  }
  return '';
}

function commentBefore(text: string, position: number): string | undefined {
  const before = text.slice(Math.max(0, position - WINDOW), position);
  return COMMENT_BEFORE.exec(before.slice(Math.max(0, before.lastIndexOf('/**'))))?.[1];
}

function markdownOf(comment: string): string {
  const all = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseAll };
  const file = ts.createSourceFile('documented.ts', `${comment}\nlet documented;`, all, true);
  const docs = ts.getJSDocCommentsAndTags(file.statements[0]!).filter((node) => ts.isJSDoc(node));
  return docs
    .flatMap((doc) => [ts.getTextOfJSDocComment(doc.comment) ?? '', ...(doc.tags ?? []).map(tagLine)])
    .filter((line) => line.trim() !== '')
    .join('\n\n');
}

/** `*@param* \`x\`: metres`; examples keep their lines as code. */
function tagLine(tag: TS.JSDocTag): string {
  const name = tag.tagName.text;
  const text = (ts.getTextOfJSDocComment(tag.comment) ?? '').replace(/^\s*-\s+/, '').trim();
  if (name === 'example')
    return `*@example*\n${text.startsWith('```') ? text : `\`\`\`typescript\n${text}\n\`\`\``}`;
  const subject = ts.isJSDocParameterTag(tag) ? ` \`${tag.name.getText()}\`` : '';
  return `*@${name}*${subject}${text === '' ? '' : `${subject ? ': ' : ' '}${text}`}`;
}
