// The OpenAPI check, on a small document made for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { check } from "./openapi_check.mjs";

const DOCUMENT = `
openapi: 3.1.0
x-any-route:
  "413": { $ref: "#/components/responses/Problem" }
paths:
  /api/v1/things/{id}:
    get:
      responses:
        "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
        "404": { $ref: "#/components/responses/Problem" }
  /api/v1/things:
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      x-not-exercised: { "503": "only with a full queue, see the test of the writer" }
      responses:
        "204": { description: done }
        "503": { $ref: "#/components/responses/Problem" }
components:
  schemas:
    Thing: { type: object, required: [name], properties: { name: { type: [string, "null"] } } }
  responses:
    Problem: { content: { application/problem+json: { schema: { type: object, required: [title] } } } }
`;
const ROUTES = [
  { method: "GET", path: "/api/v1/things/{thing}" },
  { method: "POST", path: "/api/v1/things" },
  { method: "GET", path: "/e/{slug}" },
];
const problem = { content_type: "application/problem+json", response_body: '{"title":"no"}' };
const GOOD = [
  { method: "GET", route: "/api/v1/things/7?x=1", status: 200, content_type: "application/json; charset=utf-8", response_body: '{"name":null}' },
  { method: "GET", route: "/api/v1/things/{thing}", status: 404, ...problem },
  { method: "POST", route: "/api/v1/things", status: 204, request_body: '{"name":"a"}' },
  { method: "POST", route: "/api/v1/things", status: 413, ...problem },
];

function problems({ edit = () => {}, routes = ROUTES, exchanges = GOOD } = {}) {
  const document = parse(DOCUMENT);
  edit(document);
  return check(document, routes, exchanges);
}
function refuses(words, options) {
  const found = problems(options);
  assert.equal(found.length, 1, found.join("\n"));
  assert.match(found[0], words);
}

test("agreement has no problem", () => assert.deepEqual(problems(), []));
test("refuses_route_that_is_not_documented", () =>
  refuses(/not documented/, { routes: [...ROUTES, { method: "PUT", path: "/api/v1/things/{thing}" }] }));
test("refuses_documented_route_that_does_not_exist", () => refuses(/no route of the server/, { routes: ROUTES.slice(1) }));
test("refuses_answer_of_undocumented_route", () =>
  refuses(/route is not documented/, { exchanges: [...GOOD, { method: "GET", route: "/api/v1/other", status: 200 }] }));
test("allows_404_of_unknown_path_and_pages", () =>
  assert.deepEqual(
    problems({ exchanges: [...GOOD, { method: "GET", route: "/api/v1/other", status: 404 }, { method: "GET", route: "/e/x", status: 200 }] }),
    [],
  ));
test("refuses_undocumented_status", () =>
  refuses(/answered 500/, { exchanges: [...GOOD, { method: "POST", route: "/api/v1/things", status: 500, ...problem }] }));
test("refuses_answer_that_does_not_match_its_schema", () =>
  refuses(/name must be string,null/, { exchanges: [{ ...GOOD[0], response_body: '{"name":1}' }, ...GOOD.slice(1)] }));
test("refuses_answer_that_is_no_json", () => refuses(/no JSON/, { exchanges: [{ ...GOOD[0], response_body: "{" }, ...GOOD.slice(1)] }));
test("refuses_missing_body", () => refuses(/does not match/, { exchanges: [{ ...GOOD[0], response_body: undefined }, ...GOOD.slice(1)] }));
test("allows_body_that_was_not_recorded", () =>
  assert.deepEqual(problems({ exchanges: [{ ...GOOD[0], response_body: null }, ...GOOD.slice(1)] }), []));
test("refuses_undocumented_content_type", () =>
  refuses(/content type text\/html/, { exchanges: [{ ...GOOD[0], content_type: "text/html" }, ...GOOD.slice(1)] }));
test("refuses_body_where_none_is_documented", () =>
  refuses(/none is documented/, { exchanges: [...GOOD, { ...GOOD[2], response_body: "x", content_type: "text/plain" }] }));
test("refuses_accepted_request_that_does_not_match", () =>
  refuses(/accepted request does not match/, { exchanges: [...GOOD, { ...GOOD[2], request_body: "{}" }] }));
test("refuses_status_that_no_test_sees", () => refuses(/no test sees 404/, { exchanges: GOOD.filter((e) => e.status !== 404) }));
test("refuses_common_status_that_no_test_sees", () => refuses(/x-any-route: no test sees 413/, { exchanges: GOOD.slice(0, 3) }));
test("refuses_stale_excuse", () =>
  refuses(/503 is no longer needed/, { exchanges: [...GOOD, { method: "POST", route: "/api/v1/things", status: 503, ...problem }] }));
test("refuses_default_status", () =>
  refuses(/name the statuses/, { edit: (d) => (d.paths["/api/v1/things"].post.responses.default = { description: "any" }) }));
