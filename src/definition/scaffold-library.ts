// The text of a new library, complete enough to load, check and take a first file; its author replaces names and adds feeds.

/**
 * YAML of a library of certificates about legal persons, under the given code.
 * @param code lower-case snake_case; it names the schema, and in kebab-case with `-records` the resource
 */
export function scaffoldLibrary(code: string): string {
  return `# A library is data: what is held, which files bring it, when rows are one record, whose word counts.
# Form: urn:jiku:library-definition:1 (library.schema.json). Put this file into the folder of outside libraries and start the hub.
code: ${code}
label: { zh: 新建库, en: New library }
# entity: rows are resolved to golden records. subject_record: rows about an entity of another library, as here.
kind: subject_record
version: 1
resource: ${code.replaceAll('_', '-')}-records

# What is held. sensitivity: public, internal, personal, sensitive, restricted; from personal on a mask is needed.
attributes:
  certificate_no: { type: text, label: { zh: 证书编号, en: Certificate number }, sensitivity: public }
  issued_by: { type: organisation_name, label: { zh: 发证机关, en: Issued by }, sensitivity: public }
  holder_name: { type: organisation_name, label: { zh: 持证主体名称, en: Holder }, sensitivity: public }
  holder_uscc: { type: identifier, identifier: uscc, label: { zh: 持证主体统一社会信用代码, en: Code of the holder }, sensitivity: public }
  certificate_state: { type: code, list: certificate_state, label: { zh: 证书状态, en: State }, sensitivity: public }
  issued_on: { type: date, options: { past: true }, label: { zh: 发证日期, en: Issued on }, sensitivity: public }
  expires_on: { type: date, options: { openEnded: true }, label: { zh: 有效期至, en: Expires on }, sensitivity: public }

# Unique or pointing numbers of the entity itself; a subject record usually has none.
identifiers: []

# Lists of the library's own. National lists (sex, country, document_type ...) need only be named by an attribute.
codeLists:
  certificate_state:
    code: certificate_state
    label: { zh: 证书状态, en: State of the certificate }
    version: '1'
    source: 本库自定义
    entries:
      - { code: '1', label: { zh: 有效, en: valid } }
      - { code: '2', label: { zh: 注销, en: cancelled } }
    synonyms: { 正常: '1', 已注销: '2' }

# One entry a file layout. headers: every name under which departments send the column.
feeds:
  ${code}_certificates:
    code: ${code}_certificates
    label: { zh: 证书信息, en: Certificates }
    source: market_regulation
    columns:
      certificate_no: { headers: [证书编号, certificate_no, ZSBH], attribute: certificate_no, requiredHeader: true, required: true }
      issued_by: { headers: [发证机关, issued_by, FZJG], attribute: issued_by, requiredHeader: true, required: true }
      holder_name: { headers: [持证主体名称, 单位名称, holder_name, DWMC], attribute: holder_name, requiredHeader: true, required: true }
      holder_uscc: { headers: [统一社会信用代码, uscc, TYSHXYDM], attribute: holder_uscc }
      certificate_state: { headers: [证书状态, 状态, state, ZSZT], attribute: certificate_state }
      issued_on: { headers: [发证日期, issued_on, FZRQ], attribute: issued_on }
      expires_on: { headers: [有效期至, expires_on, YXQZ], attribute: expires_on }
    sourceKey: [[certificate_no, issued_by]]
    effectiveDate: issued_on
    mode: delta
    rejectLimit: 0.2
    cycle: monthly

# What people read for each source named above; optional.
sources:
  market_regulation: { zh: 市场监管, en: Market regulation }

# When two rows are the same record.
matchRules:
  deterministic:
    key: { rule: K1, attributes: [certificate_no, issued_by] }
    pointing: []
    cases: []
  labels:
    K1: { zh: 证书编号与发证机关一致, en: same number and issuer }
    C1: { zh: 号码与名称均一致，关联主体, en: number and name agree }
    C2: { zh: 号码一致、名称不符，存疑, en: "number agrees, name does not" }
    C3: { zh: 未找到主体, en: subject not found }
    credit_doubtful: { zh: 疑问数据：名称与号码不符, en: "doubtful: name and number disagree" }
    credit_unlinked: { zh: 未关联主体, en: not linked to a subject }

# Attributes that survive together, and whose word counts first; what is left out goes by date alone.
survivorship:
  - { code: validity, attributes: [certificate_state, issued_on, expires_on], authority: [market_regulation] }

relations: []

quality:
  - code: certificate_no_filled
    attribute: certificate_no
    measure: filled
    atLeast: 0.99
    label: { zh: 证书编号填报率, en: Numbers filled in }

# Whom a record is about: number and name must agree (C1), else it is doubtful (C2) or unlinked (C3).
subject:
  nameAttribute: holder_name
  candidates: [{ library: legal_person, attribute: holder_uscc, type: uscc }]
  rules: { attach: C1, doubtful: C2, unlinked: C3 }
  tasks: { doubtful: credit_doubtful, unlinked: credit_unlinked }
`;
}
