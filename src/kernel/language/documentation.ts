// JSDoc as Markdown, read from the text in front of a declaration when somebody asks for it.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/** Far more than the longest comment of @types/node. */
const WINDOW = 50_000;
const COMMENT_BEFORE =
  /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s*(?:(?:export|declare|default|async|const|let|var)\s+)*$/;

/** The comment that documents the declaration at `position`; empty where there is none. */
export function documentationAt(text: string, position: number): string {
  const before = text.slice(Math.max(0, position - WINDOW), position);
  const comment = COMMENT_BEFORE.exec(before.slice(Math.max(0, before.lastIndexOf('/**'))))?.[1];
  return comment === undefined ? '' : markdownOf(comment);
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
