// Tables that organizers bring and take away, made and read by Python: another program than the one that is tested.
import { execFileSync } from 'node:child_process';

const READ_XLSX = `
import json, sys, zipfile
from xml.etree import ElementTree
ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
shared = []
if "xl/sharedStrings.xml" in book.namelist():
    shared = ["".join(si.itertext()) for si in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", ns)]
sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
formulas = len(sheet.findall(".//m:f", ns))
def cell(c):
    if c.get("t") == "inlineStr":
        return "".join(c.find("m:is", ns).itertext())
    v = c.find("m:v", ns)
    text = "" if v is None else v.text or ""
    return shared[int(text)] if c.get("t") == "s" else text
rows = [[cell(c) for c in row.findall("m:c", ns)] for row in sheet.iter("{%s}row" % ns["m"])]
json.dump({"formulas": formulas, "rows": rows}, sys.stdout)
`;

// {formulas: how many cells are formulas, rows: [[text]]} of the first sheet.
export function readXlsx(path) {
  return JSON.parse(execFileSync('python3', ['-c', READ_XLSX, path], { encoding: 'utf8', maxBuffer: 64 << 20 }));
}

// A file for an upload, its text in that encoding of Python's.
export function textFile(name, text, encoding = 'utf-8') {
  const code = 'import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode("utf-8").encode(sys.argv[1]))';
  return { name, mimeType: 'text/csv', buffer: execFileSync('python3', ['-c', code, encoding], { input: text }) };
}
