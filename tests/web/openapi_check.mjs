// Compares assets/openapi.yaml with what the server is and with what it answered during the tests. Fails on
//  * a route of the server that the document lacks, and a documented route that the server lacks;
//  * a recorded answer whose status or content type is not documented, or whose body does not match its schema;
//  * a request that was accepted (2xx) although its body does not match its schema;
//  * a documented status that no test ever saw.
//
//   node openapi_check.mjs --openapi assets/openapi.yaml --server build/release/server/uketsuke-server --exchanges exchanges.jsonl
//
// The recording has one JSON object a line: {method, route, status, content_type, request_body?, response_body?}; route is a path or
// the pattern of the route, bodies are texts, or null where a body was not recorded. Two members of the document are ours:
//  * `x-any-route` (top level) maps a status to the response that every route may give, such as 413; one test somewhere must see it;
//  * `x-not-exercised` (operation) maps a documented status to the reason why no test sees it; the reason goes when one does.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";

const METHODS = ["get", "put", "post", "delete", "patch"];
// Pages for people are not described; these are.
const DESCRIBED = /^\/(api\/|healthz$|metrics$)/;
const isJson = (type) => /^application\/([\w.-]+\+)?json$/.test(type);
const baseType = (type) => (type ?? "").split(";")[0].trim().toLowerCase();
const withoutNames = (path) => path.replace(/\{[^}]*\}/g, "{}");
const pointer = (...steps) => "#/" + steps.map((s) => encodeURIComponent(String(s).replace(/~/g, "~0").replace(/\//g, "~1"))).join("/");

// The object that a {$ref: "#/…"} stands for, and where it is: {value, steps}.
function follow(document, value, steps) {
  while (value?.$ref) {
    steps = value.$ref.slice(2).split("/").map((s) => decodeURIComponent(s).replace(/~1/g, "/").replace(/~0/g, "~"));
    value = steps.reduce((at, step) => at?.[step], document);
  }
  return { value, steps };
}

// [{method, path, operation, name, steps, seen}] of the document.
function operationsOf(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      method,
      path,
      operation: item[method],
      name: `${method.toUpperCase()} ${path}`,
      steps: ["paths", path, method],
      seen: new Set(),
    })),
  );
}

function findOperation(operations, method, route) {
  const path = route.split("?")[0];
  const sameMethod = operations.filter((o) => o.method === method);
  const exact = sameMethod.find((o) => withoutNames(o.path) === withoutNames(path));
  if (exact) return exact;
  const matches = (o) => {
    const theirs = o.path.split("/");
    const ours = path.split("/");
    return theirs.length === ours.length && theirs.every((part, i) => part.startsWith("{") || part === ours[i]);
  };
  const names = (o) => o.path.split("{").length;
  return sameMethod.filter(matches).sort((a, b) => names(a) - names(b))[0];
}

// The text as the value that the schema describes; undefined for a body that is not there.
function jsonBody(body) {
  if (typeof body !== "string") return body;
  if (body === "") return undefined;
  return JSON.parse(body);
}

// undefined, or what is wrong with `body` by the schema of that content type at `steps`.
function bodyProblem(context, described, steps, type, body) {
  const content = described?.content;
  if (!content) return body ? "has a body, but none is documented" : undefined;
  if (!content[type]) return `has content type ${type || "(none)"}, documented is ${Object.keys(content).join(", ")}`;
  if (body === null) return undefined;
  if (!isJson(type) || !content[type].schema) return undefined;
  let value;
  try {
    value = jsonBody(body);
  } catch (error) {
    return `is no JSON: ${error.message}`;
  }
  const reference = "spec" + pointer(...steps, "content", type, "schema");
  if (!context.validators.has(reference)) context.validators.set(reference, context.ajv.compile({ $ref: reference }));
  const validate = context.validators.get(reference);
  return validate(value) ? undefined : `does not match its schema: ${context.ajv.errorsText(validate.errors, { dataVar: "body" })}`;
}

function checkExchange(context, exchange, problems) {
  const method = exchange.method.toLowerCase();
  const status = String(exchange.status);
  const name = `${exchange.method.toUpperCase()} ${exchange.route} → ${status}`;
  const operation = findOperation(context.operations, method, exchange.route);
  if (!operation) {
    // HEAD answers like GET; a path that no route serves answers 404 or 405 and need not be described.
    const described = DESCRIBED.test(exchange.route) && method !== "head" && !["404", "405"].includes(status);
    if (described) problems.add(`${name}: the route is not documented`);
    return;
  }
  const own = operation.operation.responses?.[status];
  const any = context.document["x-any-route"]?.[status];
  if (!own && !any) {
    problems.add(`${operation.name}: answered ${status}, which is not documented`);
    return;
  }
  if (own) operation.seen.add(status);
  else context.seenAnywhere.add(status);
  const at = own ? [...operation.steps, "responses", status] : ["x-any-route", status];
  const response = follow(context.document, own ?? any, at);
  const type = baseType(exchange.content_type);
  const wrong = bodyProblem(context, response.value, response.steps, type, exchange.response_body);
  if (wrong) problems.add(`${operation.name} ${status}: the answer ${wrong}`);
  if (status.startsWith("2") && exchange.request_body && operation.operation.requestBody) {
    const request = follow(context.document, operation.operation.requestBody, [...operation.steps, "requestBody"]);
    const requestType = baseType(exchange.request_content_type) || Object.keys(request.value.content)[0];
    const bad = bodyProblem(context, request.value, request.steps, requestType, exchange.request_body);
    if (bad) problems.add(`${operation.name} ${status}: the accepted request ${bad}`);
  }
}

function checkSeen(context, problems) {
  for (const { name, operation, seen } of context.operations) {
    const excused = operation["x-not-exercised"] ?? {};
    for (const status of Object.keys(operation.responses ?? {})) {
      if (!/^[1-5]\d\d$/.test(status)) problems.add(`${name}: name the statuses, not ${status}`);
      else if (!seen.has(status) && !excused[status]) problems.add(`${name}: no test sees ${status}`);
    }
    for (const [status, reason] of Object.entries(excused)) {
      if (seen.has(status)) problems.add(`${name}: x-not-exercised ${status} is no longer needed`);
      if (!operation.responses?.[status]) problems.add(`${name}: x-not-exercised ${status} is not documented at all`);
      if (!String(reason).trim()) problems.add(`${name}: x-not-exercised ${status} gives no reason`);
    }
  }
  for (const status of Object.keys(context.document["x-any-route"] ?? {})) {
    if (!context.seenAnywhere.has(status)) problems.add(`x-any-route: no test sees ${status}`);
  }
}

function checkRoutes(operations, routes, problems) {
  const key = (method, path) => `${method.toLowerCase()} ${withoutNames(path)}`;
  const documented = new Set(operations.map((o) => key(o.method, o.path)));
  const served = new Set(routes.map((r) => key(r.method, r.path)));
  for (const { method, path } of routes) {
    const needed = DESCRIBED.test(path) && METHODS.includes(method.toLowerCase());
    if (needed && !documented.has(key(method, path))) problems.add(`${method.toUpperCase()} ${path}: a route of the server that is not documented`);
  }
  for (const { name, method, path } of operations) {
    if (!served.has(key(method, path))) problems.add(`${name}: documented, but no route of the server`);
  }
}

// All problems, sorted; [] if the document, the routes and the exchanges agree.
export function check(document, routes, exchanges) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, "spec");
  const context = { document, ajv, validators: new Map(), operations: operationsOf(document), seenAnywhere: new Set() };
  const problems = new Set();
  checkRoutes(context.operations, routes, problems);
  for (const exchange of exchanges) checkExchange(context, exchange, problems);
  checkSeen(context, problems);
  return [...problems].sort();
}

function main() {
  const { values } = parseArgs({ options: { openapi: { type: "string" }, server: { type: "string" }, exchanges: { type: "string" } } });
  const document = parse(readFileSync(values.openapi, "utf8"));
  const routes = JSON.parse(execFileSync(values.server, ["routes", "--json"], { encoding: "utf8" }));
  const lines = readFileSync(values.exchanges, "utf8").split("\n").filter(Boolean);
  const problems = check(document, routes, lines.map((line) => JSON.parse(line)));
  for (const problem of problems) console.log(problem);
  console.log(`${routes.length} routes, ${lines.length} exchanges, ${problems.length} problems`);
  process.exitCode = problems.length ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
