-- 人口基础信息库 Population library, definition version 1
create schema if not exists "population";
create table if not exists "population"."source_record" (
  "record_id" uuid not null,
  "content_hash" uuid not null,
  "home_id" uuid not null,
  "load_id" bigint not null,
  "recorded_at" timestamptz not null,
  "effective_date" date not null,
  "line" integer not null,
  "definition_version" integer not null,
  "is_contradicting" boolean not null default false,
  "is_withdrawn" boolean not null default false,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "row_hash" uuid,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "issues" jsonb,
  "raw" jsonb,
  "withdrawn_on" date,
  "golden_id" uuid,
  "link_rule" text,
  "link_origin" text,
  "link_score" real,
  "id_number" text,
  "full_name" text,
  "used_name" text,
  "sex" text,
  "birth_date" date,
  "ethnic_group" text,
  "birthplace_code" text,
  "native_place" text,
  "nationality" text,
  "document_type" text,
  "passport_no" text,
  "hm_travel_permit_no" text,
  "tw_travel_permit_no" text,
  "pr_card_no" text,
  "other_document_no" text,
  "birth_certificate_no" text,
  "previous_id_number" text,
  "number_change_reason" text,
  "life_status" text,
  "death_date" date,
  "death_certificate_no" text,
  "household_no" text,
  "household_relation" text,
  "household_type" text,
  "hukou_address" text,
  "hukou_division" text,
  "police_station" text,
  "move_in_date" date,
  "residence_address" text,
  "mobile_phone" text,
  "marital_status" text,
  "marriage_date" date,
  "marriage_certificate_no" text,
  "spouse_name" text,
  "spouse_id_number" text,
  "father_name" text,
  "father_id_number" text,
  "mother_name" text,
  "mother_id_number" text,
  "education_level" text,
  "school" text,
  "graduation_date" date,
  "social_insurance_status" text,
  "insured_region" text,
  "insured_employer_name" text,
  "insured_employer_uscc" text,
  "housing_fund_status" text,
  "housing_fund_employer" text,
  constraint "source_record_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."source_record" is 'What each source says now about one of its rows; a truth';
comment on column "population"."source_record"."id_number" is '公民身份号码 ID number';
comment on column "population"."source_record"."full_name" is '姓名 Full name';
comment on column "population"."source_record"."used_name" is '曾用名 Former name';
comment on column "population"."source_record"."sex" is '性别 Sex';
comment on column "population"."source_record"."birth_date" is '出生日期 Date of birth';
comment on column "population"."source_record"."ethnic_group" is '民族 Ethnic group';
comment on column "population"."source_record"."birthplace_code" is '出生地行政区划代码 Division of birth';
comment on column "population"."source_record"."native_place" is '籍贯 Native place';
comment on column "population"."source_record"."nationality" is '国籍 Nationality';
comment on column "population"."source_record"."document_type" is '证件类型 Document type';
comment on column "population"."source_record"."passport_no" is '护照号码 Passport number';
comment on column "population"."source_record"."hm_travel_permit_no" is '港澳居民来往内地通行证号码 Mainland travel permit, Hong Kong and Macao';
comment on column "population"."source_record"."tw_travel_permit_no" is '台湾居民来往大陆通行证号码 Mainland travel permit, Taiwan';
comment on column "population"."source_record"."pr_card_no" is '外国人永久居留身份证号码（2017版） Permanent resident card number, 2017 edition';
comment on column "population"."source_record"."other_document_no" is '其他证件号码 Other document number';
comment on column "population"."source_record"."birth_certificate_no" is '出生医学证明编号 Birth certificate number';
comment on column "population"."source_record"."previous_id_number" is '原公民身份号码 Former ID number';
comment on column "population"."source_record"."number_change_reason" is '号码变更原因 Reason for the new number';
comment on column "population"."source_record"."life_status" is '人员状态 Status of the person';
comment on column "population"."source_record"."death_date" is '死亡日期 Date of death';
comment on column "population"."source_record"."death_certificate_no" is '死亡医学证明编号 Death certificate number';
comment on column "population"."source_record"."household_no" is '户号 Household number';
comment on column "population"."source_record"."household_relation" is '与户主关系 Relation to the head of household';
comment on column "population"."source_record"."household_type" is '户口性质 Type of household registration';
comment on column "population"."source_record"."hukou_address" is '户籍地址 Registered address';
comment on column "population"."source_record"."hukou_division" is '户籍地行政区划代码 Division of registration';
comment on column "population"."source_record"."police_station" is '户籍派出所 Police station';
comment on column "population"."source_record"."move_in_date" is '迁入日期 Moved in on';
comment on column "population"."source_record"."residence_address" is '现居住地址 Current address';
comment on column "population"."source_record"."mobile_phone" is '手机号码 Mobile phone';
comment on column "population"."source_record"."marital_status" is '婚姻状况 Marital status';
comment on column "population"."source_record"."marriage_date" is '婚姻登记日期 Registered on';
comment on column "population"."source_record"."marriage_certificate_no" is '婚姻登记证号 Marriage certificate number';
comment on column "population"."source_record"."spouse_name" is '配偶姓名 Name of spouse';
comment on column "population"."source_record"."spouse_id_number" is '配偶公民身份号码 ID number of spouse';
comment on column "population"."source_record"."father_name" is '父亲姓名 Name of father';
comment on column "population"."source_record"."father_id_number" is '父亲公民身份号码 ID number of father';
comment on column "population"."source_record"."mother_name" is '母亲姓名 Name of mother';
comment on column "population"."source_record"."mother_id_number" is '母亲公民身份号码 ID number of mother';
comment on column "population"."source_record"."education_level" is '学历 Level of education';
comment on column "population"."source_record"."school" is '毕业院校 School';
comment on column "population"."source_record"."graduation_date" is '毕业日期 Graduated on';
comment on column "population"."source_record"."social_insurance_status" is '社会保险参保状态 Social insurance status';
comment on column "population"."source_record"."insured_region" is '参保地行政区划代码 Division of insurance';
comment on column "population"."source_record"."insured_employer_name" is '参保单位名称 Insured by employer';
comment on column "population"."source_record"."insured_employer_uscc" is '参保单位统一社会信用代码 Employer’s unified social credit code';
comment on column "population"."source_record"."housing_fund_status" is '公积金账户状态 Housing fund account status';
comment on column "population"."source_record"."housing_fund_employer" is '公积金缴存单位 Housing fund employer';
create index if not exists "source_record_golden" on "population"."source_record" using btree (golden_id);
comment on index "population"."source_record_golden" is 'using btree (golden_id)';
create index if not exists "source_record_contradicting" on "population"."source_record" using btree (key) where is_contradicting;
comment on index "population"."source_record_contradicting" is 'using btree (key) where is_contradicting';
create index if not exists "source_record_unlinked" on "population"."source_record" using btree (key) where golden_id is null;
comment on index "population"."source_record_unlinked" is 'using btree (key) where golden_id is null';
create index if not exists "source_record_feed" on "population"."source_record" using btree (feed, source) where is_withdrawn;
comment on index "population"."source_record_feed" is 'using btree (feed, source) where is_withdrawn';
create table if not exists "population"."source_version" (
  "record_id" uuid not null,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "effective_date" date not null,
  "content_hash" uuid not null,
  "row_hash" uuid,
  "home_id" uuid not null,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "is_contradicting" boolean not null default false,
  "issues" jsonb,
  "raw" jsonb,
  "id_number" text,
  "full_name" text,
  "used_name" text,
  "sex" text,
  "birth_date" date,
  "ethnic_group" text,
  "birthplace_code" text,
  "native_place" text,
  "nationality" text,
  "document_type" text,
  "passport_no" text,
  "hm_travel_permit_no" text,
  "tw_travel_permit_no" text,
  "pr_card_no" text,
  "other_document_no" text,
  "birth_certificate_no" text,
  "previous_id_number" text,
  "number_change_reason" text,
  "life_status" text,
  "death_date" date,
  "death_certificate_no" text,
  "household_no" text,
  "household_relation" text,
  "household_type" text,
  "hukou_address" text,
  "hukou_division" text,
  "police_station" text,
  "move_in_date" date,
  "residence_address" text,
  "mobile_phone" text,
  "marital_status" text,
  "marriage_date" date,
  "marriage_certificate_no" text,
  "spouse_name" text,
  "spouse_id_number" text,
  "father_name" text,
  "father_id_number" text,
  "mother_name" text,
  "mother_id_number" text,
  "education_level" text,
  "school" text,
  "graduation_date" date,
  "social_insurance_status" text,
  "insured_region" text,
  "insured_employer_name" text,
  "insured_employer_uscc" text,
  "housing_fund_status" text,
  "housing_fund_employer" text,
  "load_id" bigint not null,
  "line" integer not null,
  "recorded_at" timestamptz not null,
  "replaced_at" timestamptz not null,
  "replaced_by_load" bigint not null,
  "definition_version" integer not null,
  constraint "source_version_pkey" primary key ("record_id", "effective_date", "content_hash")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."source_version" is 'Former states of source records, written only on change; a truth';
comment on column "population"."source_version"."id_number" is '公民身份号码 ID number';
comment on column "population"."source_version"."full_name" is '姓名 Full name';
comment on column "population"."source_version"."used_name" is '曾用名 Former name';
comment on column "population"."source_version"."sex" is '性别 Sex';
comment on column "population"."source_version"."birth_date" is '出生日期 Date of birth';
comment on column "population"."source_version"."ethnic_group" is '民族 Ethnic group';
comment on column "population"."source_version"."birthplace_code" is '出生地行政区划代码 Division of birth';
comment on column "population"."source_version"."native_place" is '籍贯 Native place';
comment on column "population"."source_version"."nationality" is '国籍 Nationality';
comment on column "population"."source_version"."document_type" is '证件类型 Document type';
comment on column "population"."source_version"."passport_no" is '护照号码 Passport number';
comment on column "population"."source_version"."hm_travel_permit_no" is '港澳居民来往内地通行证号码 Mainland travel permit, Hong Kong and Macao';
comment on column "population"."source_version"."tw_travel_permit_no" is '台湾居民来往大陆通行证号码 Mainland travel permit, Taiwan';
comment on column "population"."source_version"."pr_card_no" is '外国人永久居留身份证号码（2017版） Permanent resident card number, 2017 edition';
comment on column "population"."source_version"."other_document_no" is '其他证件号码 Other document number';
comment on column "population"."source_version"."birth_certificate_no" is '出生医学证明编号 Birth certificate number';
comment on column "population"."source_version"."previous_id_number" is '原公民身份号码 Former ID number';
comment on column "population"."source_version"."number_change_reason" is '号码变更原因 Reason for the new number';
comment on column "population"."source_version"."life_status" is '人员状态 Status of the person';
comment on column "population"."source_version"."death_date" is '死亡日期 Date of death';
comment on column "population"."source_version"."death_certificate_no" is '死亡医学证明编号 Death certificate number';
comment on column "population"."source_version"."household_no" is '户号 Household number';
comment on column "population"."source_version"."household_relation" is '与户主关系 Relation to the head of household';
comment on column "population"."source_version"."household_type" is '户口性质 Type of household registration';
comment on column "population"."source_version"."hukou_address" is '户籍地址 Registered address';
comment on column "population"."source_version"."hukou_division" is '户籍地行政区划代码 Division of registration';
comment on column "population"."source_version"."police_station" is '户籍派出所 Police station';
comment on column "population"."source_version"."move_in_date" is '迁入日期 Moved in on';
comment on column "population"."source_version"."residence_address" is '现居住地址 Current address';
comment on column "population"."source_version"."mobile_phone" is '手机号码 Mobile phone';
comment on column "population"."source_version"."marital_status" is '婚姻状况 Marital status';
comment on column "population"."source_version"."marriage_date" is '婚姻登记日期 Registered on';
comment on column "population"."source_version"."marriage_certificate_no" is '婚姻登记证号 Marriage certificate number';
comment on column "population"."source_version"."spouse_name" is '配偶姓名 Name of spouse';
comment on column "population"."source_version"."spouse_id_number" is '配偶公民身份号码 ID number of spouse';
comment on column "population"."source_version"."father_name" is '父亲姓名 Name of father';
comment on column "population"."source_version"."father_id_number" is '父亲公民身份号码 ID number of father';
comment on column "population"."source_version"."mother_name" is '母亲姓名 Name of mother';
comment on column "population"."source_version"."mother_id_number" is '母亲公民身份号码 ID number of mother';
comment on column "population"."source_version"."education_level" is '学历 Level of education';
comment on column "population"."source_version"."school" is '毕业院校 School';
comment on column "population"."source_version"."graduation_date" is '毕业日期 Graduated on';
comment on column "population"."source_version"."social_insurance_status" is '社会保险参保状态 Social insurance status';
comment on column "population"."source_version"."insured_region" is '参保地行政区划代码 Division of insurance';
comment on column "population"."source_version"."insured_employer_name" is '参保单位名称 Insured by employer';
comment on column "population"."source_version"."insured_employer_uscc" is '参保单位统一社会信用代码 Employer’s unified social credit code';
comment on column "population"."source_version"."housing_fund_status" is '公积金账户状态 Housing fund account status';
comment on column "population"."source_version"."housing_fund_employer" is '公积金缴存单位 Housing fund employer';
create table if not exists "population"."golden_record" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "id_number" text,
  "full_name" text,
  "used_name" text,
  "sex" text,
  "birth_date" date,
  "ethnic_group" text,
  "birthplace_code" text,
  "native_place" text,
  "nationality" text,
  "document_type" text,
  "passport_no" text,
  "hm_travel_permit_no" text,
  "tw_travel_permit_no" text,
  "pr_card_no" text,
  "other_document_no" text,
  "birth_certificate_no" text,
  "previous_id_number" text,
  "number_change_reason" text,
  "life_status" text,
  "death_date" date,
  "death_certificate_no" text,
  "household_no" text,
  "household_relation" text,
  "household_type" text,
  "hukou_address" text,
  "hukou_division" text,
  "police_station" text,
  "move_in_date" date,
  "residence_address" text,
  "mobile_phone" text,
  "marital_status" text,
  "marriage_date" date,
  "marriage_certificate_no" text,
  "spouse_name" text,
  "spouse_id_number" text,
  "father_name" text,
  "father_id_number" text,
  "mother_name" text,
  "mother_id_number" text,
  "education_level" text,
  "school" text,
  "graduation_date" date,
  "social_insurance_status" text,
  "insured_region" text,
  "insured_employer_name" text,
  "insured_employer_uscc" text,
  "housing_fund_status" text,
  "housing_fund_employer" text,
  constraint "golden_record_pkey" primary key ("golden_id")
) with (fillfactor = 45, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."golden_record" is 'The hub’s answer about one entity; derived';
comment on column "population"."golden_record"."id_number" is '公民身份号码 ID number';
comment on column "population"."golden_record"."full_name" is '姓名 Full name';
comment on column "population"."golden_record"."used_name" is '曾用名 Former name';
comment on column "population"."golden_record"."sex" is '性别 Sex';
comment on column "population"."golden_record"."birth_date" is '出生日期 Date of birth';
comment on column "population"."golden_record"."ethnic_group" is '民族 Ethnic group';
comment on column "population"."golden_record"."birthplace_code" is '出生地行政区划代码 Division of birth';
comment on column "population"."golden_record"."native_place" is '籍贯 Native place';
comment on column "population"."golden_record"."nationality" is '国籍 Nationality';
comment on column "population"."golden_record"."document_type" is '证件类型 Document type';
comment on column "population"."golden_record"."passport_no" is '护照号码 Passport number';
comment on column "population"."golden_record"."hm_travel_permit_no" is '港澳居民来往内地通行证号码 Mainland travel permit, Hong Kong and Macao';
comment on column "population"."golden_record"."tw_travel_permit_no" is '台湾居民来往大陆通行证号码 Mainland travel permit, Taiwan';
comment on column "population"."golden_record"."pr_card_no" is '外国人永久居留身份证号码（2017版） Permanent resident card number, 2017 edition';
comment on column "population"."golden_record"."other_document_no" is '其他证件号码 Other document number';
comment on column "population"."golden_record"."birth_certificate_no" is '出生医学证明编号 Birth certificate number';
comment on column "population"."golden_record"."previous_id_number" is '原公民身份号码 Former ID number';
comment on column "population"."golden_record"."number_change_reason" is '号码变更原因 Reason for the new number';
comment on column "population"."golden_record"."life_status" is '人员状态 Status of the person';
comment on column "population"."golden_record"."death_date" is '死亡日期 Date of death';
comment on column "population"."golden_record"."death_certificate_no" is '死亡医学证明编号 Death certificate number';
comment on column "population"."golden_record"."household_no" is '户号 Household number';
comment on column "population"."golden_record"."household_relation" is '与户主关系 Relation to the head of household';
comment on column "population"."golden_record"."household_type" is '户口性质 Type of household registration';
comment on column "population"."golden_record"."hukou_address" is '户籍地址 Registered address';
comment on column "population"."golden_record"."hukou_division" is '户籍地行政区划代码 Division of registration';
comment on column "population"."golden_record"."police_station" is '户籍派出所 Police station';
comment on column "population"."golden_record"."move_in_date" is '迁入日期 Moved in on';
comment on column "population"."golden_record"."residence_address" is '现居住地址 Current address';
comment on column "population"."golden_record"."mobile_phone" is '手机号码 Mobile phone';
comment on column "population"."golden_record"."marital_status" is '婚姻状况 Marital status';
comment on column "population"."golden_record"."marriage_date" is '婚姻登记日期 Registered on';
comment on column "population"."golden_record"."marriage_certificate_no" is '婚姻登记证号 Marriage certificate number';
comment on column "population"."golden_record"."spouse_name" is '配偶姓名 Name of spouse';
comment on column "population"."golden_record"."spouse_id_number" is '配偶公民身份号码 ID number of spouse';
comment on column "population"."golden_record"."father_name" is '父亲姓名 Name of father';
comment on column "population"."golden_record"."father_id_number" is '父亲公民身份号码 ID number of father';
comment on column "population"."golden_record"."mother_name" is '母亲姓名 Name of mother';
comment on column "population"."golden_record"."mother_id_number" is '母亲公民身份号码 ID number of mother';
comment on column "population"."golden_record"."education_level" is '学历 Level of education';
comment on column "population"."golden_record"."school" is '毕业院校 School';
comment on column "population"."golden_record"."graduation_date" is '毕业日期 Graduated on';
comment on column "population"."golden_record"."social_insurance_status" is '社会保险参保状态 Social insurance status';
comment on column "population"."golden_record"."insured_region" is '参保地行政区划代码 Division of insurance';
comment on column "population"."golden_record"."insured_employer_name" is '参保单位名称 Insured by employer';
comment on column "population"."golden_record"."insured_employer_uscc" is '参保单位统一社会信用代码 Employer’s unified social credit code';
comment on column "population"."golden_record"."housing_fund_status" is '公积金账户状态 Housing fund account status';
comment on column "population"."golden_record"."housing_fund_employer" is '公积金缴存单位 Housing fund employer';
create index if not exists "golden_record_redirect" on "population"."golden_record" using btree (redirect_to) where redirect_to is not null;
comment on index "population"."golden_record_redirect" is 'using btree (redirect_to) where redirect_to is not null';
create index if not exists "golden_record_unique_search" on "population"."golden_record" using btree (full_name, birth_date);
comment on index "population"."golden_record_unique_search" is 'using btree (full_name, birth_date)';
create table if not exists "population"."golden_history" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "id_number" text,
  "full_name" text,
  "used_name" text,
  "sex" text,
  "birth_date" date,
  "ethnic_group" text,
  "birthplace_code" text,
  "native_place" text,
  "nationality" text,
  "document_type" text,
  "passport_no" text,
  "hm_travel_permit_no" text,
  "tw_travel_permit_no" text,
  "pr_card_no" text,
  "other_document_no" text,
  "birth_certificate_no" text,
  "previous_id_number" text,
  "number_change_reason" text,
  "life_status" text,
  "death_date" date,
  "death_certificate_no" text,
  "household_no" text,
  "household_relation" text,
  "household_type" text,
  "hukou_address" text,
  "hukou_division" text,
  "police_station" text,
  "move_in_date" date,
  "residence_address" text,
  "mobile_phone" text,
  "marital_status" text,
  "marriage_date" date,
  "marriage_certificate_no" text,
  "spouse_name" text,
  "spouse_id_number" text,
  "father_name" text,
  "father_id_number" text,
  "mother_name" text,
  "mother_id_number" text,
  "education_level" text,
  "school" text,
  "graduation_date" date,
  "social_insurance_status" text,
  "insured_region" text,
  "insured_employer_name" text,
  "insured_employer_uscc" text,
  "housing_fund_status" text,
  "housing_fund_employer" text,
  "replaced_at" timestamptz not null,
  "replaced_by" text not null,
  constraint "golden_history_pkey" primary key ("golden_id", "version")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."golden_history" is 'Former versions of golden records, append-only; a truth';
comment on column "population"."golden_history"."id_number" is '公民身份号码 ID number';
comment on column "population"."golden_history"."full_name" is '姓名 Full name';
comment on column "population"."golden_history"."used_name" is '曾用名 Former name';
comment on column "population"."golden_history"."sex" is '性别 Sex';
comment on column "population"."golden_history"."birth_date" is '出生日期 Date of birth';
comment on column "population"."golden_history"."ethnic_group" is '民族 Ethnic group';
comment on column "population"."golden_history"."birthplace_code" is '出生地行政区划代码 Division of birth';
comment on column "population"."golden_history"."native_place" is '籍贯 Native place';
comment on column "population"."golden_history"."nationality" is '国籍 Nationality';
comment on column "population"."golden_history"."document_type" is '证件类型 Document type';
comment on column "population"."golden_history"."passport_no" is '护照号码 Passport number';
comment on column "population"."golden_history"."hm_travel_permit_no" is '港澳居民来往内地通行证号码 Mainland travel permit, Hong Kong and Macao';
comment on column "population"."golden_history"."tw_travel_permit_no" is '台湾居民来往大陆通行证号码 Mainland travel permit, Taiwan';
comment on column "population"."golden_history"."pr_card_no" is '外国人永久居留身份证号码（2017版） Permanent resident card number, 2017 edition';
comment on column "population"."golden_history"."other_document_no" is '其他证件号码 Other document number';
comment on column "population"."golden_history"."birth_certificate_no" is '出生医学证明编号 Birth certificate number';
comment on column "population"."golden_history"."previous_id_number" is '原公民身份号码 Former ID number';
comment on column "population"."golden_history"."number_change_reason" is '号码变更原因 Reason for the new number';
comment on column "population"."golden_history"."life_status" is '人员状态 Status of the person';
comment on column "population"."golden_history"."death_date" is '死亡日期 Date of death';
comment on column "population"."golden_history"."death_certificate_no" is '死亡医学证明编号 Death certificate number';
comment on column "population"."golden_history"."household_no" is '户号 Household number';
comment on column "population"."golden_history"."household_relation" is '与户主关系 Relation to the head of household';
comment on column "population"."golden_history"."household_type" is '户口性质 Type of household registration';
comment on column "population"."golden_history"."hukou_address" is '户籍地址 Registered address';
comment on column "population"."golden_history"."hukou_division" is '户籍地行政区划代码 Division of registration';
comment on column "population"."golden_history"."police_station" is '户籍派出所 Police station';
comment on column "population"."golden_history"."move_in_date" is '迁入日期 Moved in on';
comment on column "population"."golden_history"."residence_address" is '现居住地址 Current address';
comment on column "population"."golden_history"."mobile_phone" is '手机号码 Mobile phone';
comment on column "population"."golden_history"."marital_status" is '婚姻状况 Marital status';
comment on column "population"."golden_history"."marriage_date" is '婚姻登记日期 Registered on';
comment on column "population"."golden_history"."marriage_certificate_no" is '婚姻登记证号 Marriage certificate number';
comment on column "population"."golden_history"."spouse_name" is '配偶姓名 Name of spouse';
comment on column "population"."golden_history"."spouse_id_number" is '配偶公民身份号码 ID number of spouse';
comment on column "population"."golden_history"."father_name" is '父亲姓名 Name of father';
comment on column "population"."golden_history"."father_id_number" is '父亲公民身份号码 ID number of father';
comment on column "population"."golden_history"."mother_name" is '母亲姓名 Name of mother';
comment on column "population"."golden_history"."mother_id_number" is '母亲公民身份号码 ID number of mother';
comment on column "population"."golden_history"."education_level" is '学历 Level of education';
comment on column "population"."golden_history"."school" is '毕业院校 School';
comment on column "population"."golden_history"."graduation_date" is '毕业日期 Graduated on';
comment on column "population"."golden_history"."social_insurance_status" is '社会保险参保状态 Social insurance status';
comment on column "population"."golden_history"."insured_region" is '参保地行政区划代码 Division of insurance';
comment on column "population"."golden_history"."insured_employer_name" is '参保单位名称 Insured by employer';
comment on column "population"."golden_history"."insured_employer_uscc" is '参保单位统一社会信用代码 Employer’s unified social credit code';
comment on column "population"."golden_history"."housing_fund_status" is '公积金账户状态 Housing fund account status';
comment on column "population"."golden_history"."housing_fund_employer" is '公积金缴存单位 Housing fund employer';
create table if not exists "population"."identifier" (
  "type" text not null,
  "value" text not null,
  "golden_id" uuid not null,
  "status" text not null default 'current',
  "valid_from" date,
  "valid_to" date,
  "reason" text,
  constraint "identifier_pkey" primary key ("type", "value", "golden_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."identifier" is 'Every identifier by which a golden record is found; derived';
create index if not exists "identifier_golden" on "population"."identifier" using btree (golden_id);
comment on index "population"."identifier_golden" is 'using btree (golden_id)';
create table if not exists "population"."pointing_key" (
  "key" text not null,
  "record_id" uuid not null,
  constraint "pointing_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."pointing_key" is 'Composite keys by which records without a number join; derived';
create index if not exists "pointing_key_record" on "population"."pointing_key" using btree (record_id);
comment on index "population"."pointing_key_record" is 'using btree (record_id)';
create table if not exists "population"."block_key" (
  "key" bigint not null,
  "record_id" uuid not null,
  "is_numbered" boolean not null,
  constraint "block_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."block_key" is 'Digests of the keys under which records are compared; derived';
create table if not exists "population"."match_queue" (
  "record_id" uuid not null,
  "queued_at" timestamptz not null,
  constraint "match_queue_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."match_queue" is 'Records that are new or changed and not yet compared by score; the state of work';
create table if not exists "population"."candidate" (
  "record_id" uuid not null,
  "other_id" uuid not null,
  "score" real not null,
  "levels" smallint[] not null,
  "outcome" text not null,
  "relation" text,
  "model_id" integer not null,
  constraint "candidate_pkey" primary key ("record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."candidate" is 'Pairs that the active model finds worth a look, record_id < other_id; derived';
create index if not exists "candidate_other" on "population"."candidate" using btree (other_id);
comment on index "population"."candidate_other" is 'using btree (other_id)';
create table if not exists "population"."decided" (
  "decision_id" uuid not null,
  "kind" text not null,
  "record_id" uuid not null,
  "other_id" uuid not null,
  constraint "decided_pkey" primary key ("decision_id", "kind", "record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."decided" is 'What decisions in force say of records; derived from hub.decision';
create index if not exists "decided_record" on "population"."decided" using btree (record_id);
comment on index "population"."decided_record" is 'using btree (record_id)';
create index if not exists "decided_other" on "population"."decided" using btree (other_id);
comment on index "population"."decided_other" is 'using btree (other_id)';
create table if not exists "population"."pin" (
  "decision_id" uuid not null,
  "record_id" uuid not null,
  "place" integer not null,
  "attribute" text not null,
  "value" text not null,
  "name_keys" text[],
  "decided_on" date not null,
  "valid_to" date not null,
  constraint "pin_pkey" primary key ("decision_id", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."pin" is 'Values that a person set for one attribute, until a day; derived from hub.decision';
create index if not exists "pin_record" on "population"."pin" using btree (record_id);
comment on index "population"."pin_record" is 'using btree (record_id)';
create table if not exists "population"."decided_relation" (
  "decision_id" uuid not null,
  "side" text not null,
  "record_id" uuid not null,
  "place" integer not null,
  "type" text not null,
  "is_refused" boolean not null,
  constraint "decided_relation_pkey" primary key ("decision_id", "side", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."decided_relation" is 'Golden records of which a person decided that they stand in a relation, or never do; derived from hub.decision';
create index if not exists "decided_relation_record" on "population"."decided_relation" using btree (record_id);
comment on index "population"."decided_relation_record" is 'using btree (record_id)';
create table if not exists "population"."key_alias" (
  "old_key" text not null,
  "held_from" date not null default '-infinity',
  "new_key" text not null,
  "changed_on" date not null,
  "reason" text,
  "record_id" uuid not null,
  "reissued_on" date,
  "names" text[],
  "other_names" text[] not null default '{}',
  constraint "key_alias_pkey" primary key ("old_key", "held_from", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."key_alias" is 'Old unique numbers and the number that replaced them, for each bearer and their days; derived from change notices';
create index if not exists "key_alias_new" on "population"."key_alias" using btree (new_key);
comment on index "population"."key_alias_new" is 'using btree (new_key)';
create table if not exists "population"."relation" (
  "record_id" uuid not null,
  "type" text not null,
  "golden_id" uuid not null,
  "target_library" text not null,
  "target_type" text,
  "target_value" text,
  "target_name" text,
  "target_golden_id" uuid,
  "valid_from" date,
  "valid_to" date,
  "decision_id" uuid,
  constraint "relation_pkey" primary key ("record_id", "type")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."relation" is 'Who stands in which relation to whom, by the source’s words or a decision; derived';
create index if not exists "relation_golden" on "population"."relation" using btree (golden_id);
comment on index "population"."relation_golden" is 'using btree (golden_id)';
create index if not exists "relation_target" on "population"."relation" using btree (target_type, target_value);
comment on index "population"."relation_target" is 'using btree (target_type, target_value)';
create index if not exists "relation_target_golden" on "population"."relation" using btree (target_golden_id) where target_golden_id is not null;
comment on index "population"."relation_target_golden" is 'using btree (target_golden_id) where target_golden_id is not null';
create index if not exists "relation_decision" on "population"."relation" using btree (decision_id) where decision_id is not null;
comment on index "population"."relation_decision" is 'using btree (decision_id) where decision_id is not null';
create table if not exists "population"."reject" (
  "reject_id" uuid not null,
  "load_id" bigint not null,
  "feed" text not null,
  "line" integer not null,
  "record_id" uuid,
  "rule" text not null,
  "field" text,
  "cause" text,
  "header" text[] not null,
  "cells" text[] not null,
  "created_at" timestamptz not null,
  "closed_at" timestamptz,
  "closed_by_load" bigint,
  constraint "reject_pkey" primary key ("reject_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "population"."reject" is 'Rows that could not be recorded, with the original cells; a truth';
create index if not exists "reject_load" on "population"."reject" using btree (load_id, line);
comment on index "population"."reject_load" is 'using btree (load_id, line)';
create index if not exists "reject_open_record" on "population"."reject" using btree (record_id) where closed_at is null;
comment on index "population"."reject_open_record" is 'using btree (record_id) where closed_at is null';

-- 法人单位基础信息库 Legal-person library, definition version 2
create schema if not exists "legal_person";
create table if not exists "legal_person"."source_record" (
  "record_id" uuid not null,
  "content_hash" uuid not null,
  "home_id" uuid not null,
  "load_id" bigint not null,
  "recorded_at" timestamptz not null,
  "effective_date" date not null,
  "line" integer not null,
  "definition_version" integer not null,
  "is_contradicting" boolean not null default false,
  "is_withdrawn" boolean not null default false,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "row_hash" uuid,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "issues" jsonb,
  "raw" jsonb,
  "withdrawn_on" date,
  "golden_id" uuid,
  "link_rule" text,
  "link_origin" text,
  "link_score" real,
  "uscc" text,
  "org_code" text,
  "reg_no" text,
  "tax_no" text,
  "certificate_no" text,
  "name" text,
  "second_name" text,
  "short_name" text,
  "english_name" text,
  "pinyin_abbr" text,
  "ticker" text,
  "listed_on" date,
  "entity_type" text,
  "industry_code" text,
  "registration_status" text,
  "is_suspended" boolean,
  "established_on" date,
  "approved_on" date,
  "deregistered_on" date,
  "term_from" date,
  "term_to" date,
  "registered_capital" numeric,
  "capital_currency" text,
  "funding_source" text,
  "business_scope" text,
  "province" text,
  "city" text,
  "address" text,
  "division_code" text,
  "registrar" text,
  "supervisor" text,
  "legal_rep_name" text,
  "legal_rep_role" text,
  "legal_rep_document_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "legal_rep_from" date,
  "legal_rep_to" date,
  "controller_name" text,
  "controller_document_type" text,
  "controller_id_number" text,
  "controller_document_no" text,
  "controller_from" date,
  "controller_to" date,
  "phone" text,
  "parent_uscc" text,
  "parent_name" text,
  "predecessor_uscc" text,
  "predecessor_name" text,
  "tax_status" text,
  "tax_registered_on" date,
  constraint "source_record_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."source_record" is 'What each source says now about one of its rows; a truth';
comment on column "legal_person"."source_record"."uscc" is '统一社会信用代码 Unified social credit code';
comment on column "legal_person"."source_record"."org_code" is '组织机构代码 Organisation code';
comment on column "legal_person"."source_record"."reg_no" is '注册号 Registration number';
comment on column "legal_person"."source_record"."tax_no" is '纳税人识别号 Taxpayer number';
comment on column "legal_person"."source_record"."certificate_no" is '登记证书号 Certificate number';
comment on column "legal_person"."source_record"."name" is '名称 Name';
comment on column "legal_person"."source_record"."second_name" is '第二名称 Second name';
comment on column "legal_person"."source_record"."short_name" is '简称 Short name';
comment on column "legal_person"."source_record"."english_name" is '英文名称 English name';
comment on column "legal_person"."source_record"."pinyin_abbr" is '拼音缩写 Pinyin initials';
comment on column "legal_person"."source_record"."ticker" is '证券代码 Ticker';
comment on column "legal_person"."source_record"."listed_on" is '上市日期 Listed on';
comment on column "legal_person"."source_record"."entity_type" is '主体类型 Type of entity';
comment on column "legal_person"."source_record"."industry_code" is '行业代码 Industry code';
comment on column "legal_person"."source_record"."registration_status" is '登记状态 Registration status';
comment on column "legal_person"."source_record"."is_suspended" is '是否歇业 Suspended';
comment on column "legal_person"."source_record"."established_on" is '成立日期 Established on';
comment on column "legal_person"."source_record"."approved_on" is '核准日期 Approved on';
comment on column "legal_person"."source_record"."deregistered_on" is '注销或吊销日期 Deregistered or revoked on';
comment on column "legal_person"."source_record"."term_from" is '有效期自 Term from';
comment on column "legal_person"."source_record"."term_to" is '有效期至 Term to';
comment on column "legal_person"."source_record"."registered_capital" is '注册资本（元） Registered capital (whole units)';
comment on column "legal_person"."source_record"."capital_currency" is '注册资本币种 Currency of the capital';
comment on column "legal_person"."source_record"."funding_source" is '经费来源 Source of funds';
comment on column "legal_person"."source_record"."business_scope" is '经营范围（宗旨和业务范围） Business scope';
comment on column "legal_person"."source_record"."province" is '省份 Province';
comment on column "legal_person"."source_record"."city" is '地市 City';
comment on column "legal_person"."source_record"."address" is '住所 Address';
comment on column "legal_person"."source_record"."division_code" is '住所行政区划代码 Division of the address';
comment on column "legal_person"."source_record"."registrar" is '登记机关 Registrar';
comment on column "legal_person"."source_record"."supervisor" is '举办单位或业务主管单位 Supervising body';
comment on column "legal_person"."source_record"."legal_rep_name" is '法定代表人（负责人）姓名 Person in charge';
comment on column "legal_person"."source_record"."legal_rep_role" is '负责人身份 Role of the person in charge';
comment on column "legal_person"."source_record"."legal_rep_document_type" is '负责人证件类型 Document type of the person in charge';
comment on column "legal_person"."source_record"."legal_rep_id_number" is '负责人公民身份号码 ID number of the person in charge';
comment on column "legal_person"."source_record"."legal_rep_document_no" is '负责人其他证件号码 Other document number of the person in charge';
comment on column "legal_person"."source_record"."legal_rep_from" is '负责人任职起始日期 Person in charge since';
comment on column "legal_person"."source_record"."legal_rep_to" is '负责人任职终止日期 Person in charge until';
comment on column "legal_person"."source_record"."controller_name" is '实际控制人姓名 Actual controller';
comment on column "legal_person"."source_record"."controller_document_type" is '实际控制人证件类型 Document type of the actual controller';
comment on column "legal_person"."source_record"."controller_id_number" is '实际控制人公民身份号码 ID number of the actual controller';
comment on column "legal_person"."source_record"."controller_document_no" is '实际控制人其他证件号码 Other document number of the actual controller';
comment on column "legal_person"."source_record"."controller_from" is '实际控制起始日期 Controller since';
comment on column "legal_person"."source_record"."controller_to" is '实际控制终止日期 Controller until';
comment on column "legal_person"."source_record"."phone" is '联系电话 Phone';
comment on column "legal_person"."source_record"."parent_uscc" is '隶属单位统一社会信用代码 Code of the parent';
comment on column "legal_person"."source_record"."parent_name" is '隶属单位名称 Name of the parent';
comment on column "legal_person"."source_record"."predecessor_uscc" is '原单位统一社会信用代码 Code of the predecessor';
comment on column "legal_person"."source_record"."predecessor_name" is '原单位名称 Name of the predecessor';
comment on column "legal_person"."source_record"."tax_status" is '纳税人状态 Taxpayer status';
comment on column "legal_person"."source_record"."tax_registered_on" is '税务登记日期 Registered for tax on';
create index if not exists "source_record_golden" on "legal_person"."source_record" using btree (golden_id);
comment on index "legal_person"."source_record_golden" is 'using btree (golden_id)';
create index if not exists "source_record_contradicting" on "legal_person"."source_record" using btree (key) where is_contradicting;
comment on index "legal_person"."source_record_contradicting" is 'using btree (key) where is_contradicting';
create index if not exists "source_record_unlinked" on "legal_person"."source_record" using btree (key) where golden_id is null;
comment on index "legal_person"."source_record_unlinked" is 'using btree (key) where golden_id is null';
create index if not exists "source_record_feed" on "legal_person"."source_record" using btree (feed, source) where is_withdrawn;
comment on index "legal_person"."source_record_feed" is 'using btree (feed, source) where is_withdrawn';
create table if not exists "legal_person"."source_version" (
  "record_id" uuid not null,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "effective_date" date not null,
  "content_hash" uuid not null,
  "row_hash" uuid,
  "home_id" uuid not null,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "is_contradicting" boolean not null default false,
  "issues" jsonb,
  "raw" jsonb,
  "uscc" text,
  "org_code" text,
  "reg_no" text,
  "tax_no" text,
  "certificate_no" text,
  "name" text,
  "second_name" text,
  "short_name" text,
  "english_name" text,
  "pinyin_abbr" text,
  "ticker" text,
  "listed_on" date,
  "entity_type" text,
  "industry_code" text,
  "registration_status" text,
  "is_suspended" boolean,
  "established_on" date,
  "approved_on" date,
  "deregistered_on" date,
  "term_from" date,
  "term_to" date,
  "registered_capital" numeric,
  "capital_currency" text,
  "funding_source" text,
  "business_scope" text,
  "province" text,
  "city" text,
  "address" text,
  "division_code" text,
  "registrar" text,
  "supervisor" text,
  "legal_rep_name" text,
  "legal_rep_role" text,
  "legal_rep_document_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "legal_rep_from" date,
  "legal_rep_to" date,
  "controller_name" text,
  "controller_document_type" text,
  "controller_id_number" text,
  "controller_document_no" text,
  "controller_from" date,
  "controller_to" date,
  "phone" text,
  "parent_uscc" text,
  "parent_name" text,
  "predecessor_uscc" text,
  "predecessor_name" text,
  "tax_status" text,
  "tax_registered_on" date,
  "load_id" bigint not null,
  "line" integer not null,
  "recorded_at" timestamptz not null,
  "replaced_at" timestamptz not null,
  "replaced_by_load" bigint not null,
  "definition_version" integer not null,
  constraint "source_version_pkey" primary key ("record_id", "effective_date", "content_hash")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."source_version" is 'Former states of source records, written only on change; a truth';
comment on column "legal_person"."source_version"."uscc" is '统一社会信用代码 Unified social credit code';
comment on column "legal_person"."source_version"."org_code" is '组织机构代码 Organisation code';
comment on column "legal_person"."source_version"."reg_no" is '注册号 Registration number';
comment on column "legal_person"."source_version"."tax_no" is '纳税人识别号 Taxpayer number';
comment on column "legal_person"."source_version"."certificate_no" is '登记证书号 Certificate number';
comment on column "legal_person"."source_version"."name" is '名称 Name';
comment on column "legal_person"."source_version"."second_name" is '第二名称 Second name';
comment on column "legal_person"."source_version"."short_name" is '简称 Short name';
comment on column "legal_person"."source_version"."english_name" is '英文名称 English name';
comment on column "legal_person"."source_version"."pinyin_abbr" is '拼音缩写 Pinyin initials';
comment on column "legal_person"."source_version"."ticker" is '证券代码 Ticker';
comment on column "legal_person"."source_version"."listed_on" is '上市日期 Listed on';
comment on column "legal_person"."source_version"."entity_type" is '主体类型 Type of entity';
comment on column "legal_person"."source_version"."industry_code" is '行业代码 Industry code';
comment on column "legal_person"."source_version"."registration_status" is '登记状态 Registration status';
comment on column "legal_person"."source_version"."is_suspended" is '是否歇业 Suspended';
comment on column "legal_person"."source_version"."established_on" is '成立日期 Established on';
comment on column "legal_person"."source_version"."approved_on" is '核准日期 Approved on';
comment on column "legal_person"."source_version"."deregistered_on" is '注销或吊销日期 Deregistered or revoked on';
comment on column "legal_person"."source_version"."term_from" is '有效期自 Term from';
comment on column "legal_person"."source_version"."term_to" is '有效期至 Term to';
comment on column "legal_person"."source_version"."registered_capital" is '注册资本（元） Registered capital (whole units)';
comment on column "legal_person"."source_version"."capital_currency" is '注册资本币种 Currency of the capital';
comment on column "legal_person"."source_version"."funding_source" is '经费来源 Source of funds';
comment on column "legal_person"."source_version"."business_scope" is '经营范围（宗旨和业务范围） Business scope';
comment on column "legal_person"."source_version"."province" is '省份 Province';
comment on column "legal_person"."source_version"."city" is '地市 City';
comment on column "legal_person"."source_version"."address" is '住所 Address';
comment on column "legal_person"."source_version"."division_code" is '住所行政区划代码 Division of the address';
comment on column "legal_person"."source_version"."registrar" is '登记机关 Registrar';
comment on column "legal_person"."source_version"."supervisor" is '举办单位或业务主管单位 Supervising body';
comment on column "legal_person"."source_version"."legal_rep_name" is '法定代表人（负责人）姓名 Person in charge';
comment on column "legal_person"."source_version"."legal_rep_role" is '负责人身份 Role of the person in charge';
comment on column "legal_person"."source_version"."legal_rep_document_type" is '负责人证件类型 Document type of the person in charge';
comment on column "legal_person"."source_version"."legal_rep_id_number" is '负责人公民身份号码 ID number of the person in charge';
comment on column "legal_person"."source_version"."legal_rep_document_no" is '负责人其他证件号码 Other document number of the person in charge';
comment on column "legal_person"."source_version"."legal_rep_from" is '负责人任职起始日期 Person in charge since';
comment on column "legal_person"."source_version"."legal_rep_to" is '负责人任职终止日期 Person in charge until';
comment on column "legal_person"."source_version"."controller_name" is '实际控制人姓名 Actual controller';
comment on column "legal_person"."source_version"."controller_document_type" is '实际控制人证件类型 Document type of the actual controller';
comment on column "legal_person"."source_version"."controller_id_number" is '实际控制人公民身份号码 ID number of the actual controller';
comment on column "legal_person"."source_version"."controller_document_no" is '实际控制人其他证件号码 Other document number of the actual controller';
comment on column "legal_person"."source_version"."controller_from" is '实际控制起始日期 Controller since';
comment on column "legal_person"."source_version"."controller_to" is '实际控制终止日期 Controller until';
comment on column "legal_person"."source_version"."phone" is '联系电话 Phone';
comment on column "legal_person"."source_version"."parent_uscc" is '隶属单位统一社会信用代码 Code of the parent';
comment on column "legal_person"."source_version"."parent_name" is '隶属单位名称 Name of the parent';
comment on column "legal_person"."source_version"."predecessor_uscc" is '原单位统一社会信用代码 Code of the predecessor';
comment on column "legal_person"."source_version"."predecessor_name" is '原单位名称 Name of the predecessor';
comment on column "legal_person"."source_version"."tax_status" is '纳税人状态 Taxpayer status';
comment on column "legal_person"."source_version"."tax_registered_on" is '税务登记日期 Registered for tax on';
create table if not exists "legal_person"."golden_record" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "uscc" text,
  "org_code" text,
  "reg_no" text,
  "tax_no" text,
  "certificate_no" text,
  "name" text,
  "second_name" text,
  "short_name" text,
  "english_name" text,
  "pinyin_abbr" text,
  "ticker" text,
  "listed_on" date,
  "entity_type" text,
  "industry_code" text,
  "registration_status" text,
  "is_suspended" boolean,
  "established_on" date,
  "approved_on" date,
  "deregistered_on" date,
  "term_from" date,
  "term_to" date,
  "registered_capital" numeric,
  "capital_currency" text,
  "funding_source" text,
  "business_scope" text,
  "province" text,
  "city" text,
  "address" text,
  "division_code" text,
  "registrar" text,
  "supervisor" text,
  "legal_rep_name" text,
  "legal_rep_role" text,
  "legal_rep_document_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "legal_rep_from" date,
  "legal_rep_to" date,
  "controller_name" text,
  "controller_document_type" text,
  "controller_id_number" text,
  "controller_document_no" text,
  "controller_from" date,
  "controller_to" date,
  "phone" text,
  "parent_uscc" text,
  "parent_name" text,
  "predecessor_uscc" text,
  "predecessor_name" text,
  "tax_status" text,
  "tax_registered_on" date,
  constraint "golden_record_pkey" primary key ("golden_id")
) with (fillfactor = 45, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."golden_record" is 'The hub’s answer about one entity; derived';
comment on column "legal_person"."golden_record"."uscc" is '统一社会信用代码 Unified social credit code';
comment on column "legal_person"."golden_record"."org_code" is '组织机构代码 Organisation code';
comment on column "legal_person"."golden_record"."reg_no" is '注册号 Registration number';
comment on column "legal_person"."golden_record"."tax_no" is '纳税人识别号 Taxpayer number';
comment on column "legal_person"."golden_record"."certificate_no" is '登记证书号 Certificate number';
comment on column "legal_person"."golden_record"."name" is '名称 Name';
comment on column "legal_person"."golden_record"."second_name" is '第二名称 Second name';
comment on column "legal_person"."golden_record"."short_name" is '简称 Short name';
comment on column "legal_person"."golden_record"."english_name" is '英文名称 English name';
comment on column "legal_person"."golden_record"."pinyin_abbr" is '拼音缩写 Pinyin initials';
comment on column "legal_person"."golden_record"."ticker" is '证券代码 Ticker';
comment on column "legal_person"."golden_record"."listed_on" is '上市日期 Listed on';
comment on column "legal_person"."golden_record"."entity_type" is '主体类型 Type of entity';
comment on column "legal_person"."golden_record"."industry_code" is '行业代码 Industry code';
comment on column "legal_person"."golden_record"."registration_status" is '登记状态 Registration status';
comment on column "legal_person"."golden_record"."is_suspended" is '是否歇业 Suspended';
comment on column "legal_person"."golden_record"."established_on" is '成立日期 Established on';
comment on column "legal_person"."golden_record"."approved_on" is '核准日期 Approved on';
comment on column "legal_person"."golden_record"."deregistered_on" is '注销或吊销日期 Deregistered or revoked on';
comment on column "legal_person"."golden_record"."term_from" is '有效期自 Term from';
comment on column "legal_person"."golden_record"."term_to" is '有效期至 Term to';
comment on column "legal_person"."golden_record"."registered_capital" is '注册资本（元） Registered capital (whole units)';
comment on column "legal_person"."golden_record"."capital_currency" is '注册资本币种 Currency of the capital';
comment on column "legal_person"."golden_record"."funding_source" is '经费来源 Source of funds';
comment on column "legal_person"."golden_record"."business_scope" is '经营范围（宗旨和业务范围） Business scope';
comment on column "legal_person"."golden_record"."province" is '省份 Province';
comment on column "legal_person"."golden_record"."city" is '地市 City';
comment on column "legal_person"."golden_record"."address" is '住所 Address';
comment on column "legal_person"."golden_record"."division_code" is '住所行政区划代码 Division of the address';
comment on column "legal_person"."golden_record"."registrar" is '登记机关 Registrar';
comment on column "legal_person"."golden_record"."supervisor" is '举办单位或业务主管单位 Supervising body';
comment on column "legal_person"."golden_record"."legal_rep_name" is '法定代表人（负责人）姓名 Person in charge';
comment on column "legal_person"."golden_record"."legal_rep_role" is '负责人身份 Role of the person in charge';
comment on column "legal_person"."golden_record"."legal_rep_document_type" is '负责人证件类型 Document type of the person in charge';
comment on column "legal_person"."golden_record"."legal_rep_id_number" is '负责人公民身份号码 ID number of the person in charge';
comment on column "legal_person"."golden_record"."legal_rep_document_no" is '负责人其他证件号码 Other document number of the person in charge';
comment on column "legal_person"."golden_record"."legal_rep_from" is '负责人任职起始日期 Person in charge since';
comment on column "legal_person"."golden_record"."legal_rep_to" is '负责人任职终止日期 Person in charge until';
comment on column "legal_person"."golden_record"."controller_name" is '实际控制人姓名 Actual controller';
comment on column "legal_person"."golden_record"."controller_document_type" is '实际控制人证件类型 Document type of the actual controller';
comment on column "legal_person"."golden_record"."controller_id_number" is '实际控制人公民身份号码 ID number of the actual controller';
comment on column "legal_person"."golden_record"."controller_document_no" is '实际控制人其他证件号码 Other document number of the actual controller';
comment on column "legal_person"."golden_record"."controller_from" is '实际控制起始日期 Controller since';
comment on column "legal_person"."golden_record"."controller_to" is '实际控制终止日期 Controller until';
comment on column "legal_person"."golden_record"."phone" is '联系电话 Phone';
comment on column "legal_person"."golden_record"."parent_uscc" is '隶属单位统一社会信用代码 Code of the parent';
comment on column "legal_person"."golden_record"."parent_name" is '隶属单位名称 Name of the parent';
comment on column "legal_person"."golden_record"."predecessor_uscc" is '原单位统一社会信用代码 Code of the predecessor';
comment on column "legal_person"."golden_record"."predecessor_name" is '原单位名称 Name of the predecessor';
comment on column "legal_person"."golden_record"."tax_status" is '纳税人状态 Taxpayer status';
comment on column "legal_person"."golden_record"."tax_registered_on" is '税务登记日期 Registered for tax on';
create index if not exists "golden_record_redirect" on "legal_person"."golden_record" using btree (redirect_to) where redirect_to is not null;
comment on index "legal_person"."golden_record_redirect" is 'using btree (redirect_to) where redirect_to is not null';
create index if not exists "golden_record_name_words" on "legal_person"."golden_record" using gin (lower(name) gin_trgm_ops);
comment on index "legal_person"."golden_record_name_words" is 'using gin (lower(name) gin_trgm_ops)';
create index if not exists "golden_record_name_characters" on "legal_person"."golden_record" using gin (string_to_array(lower(name), null));
comment on index "legal_person"."golden_record_name_characters" is 'using gin (string_to_array(lower(name), null))';
create index if not exists "golden_record_short_name_words" on "legal_person"."golden_record" using gin (lower(short_name) gin_trgm_ops);
comment on index "legal_person"."golden_record_short_name_words" is 'using gin (lower(short_name) gin_trgm_ops)';
create index if not exists "golden_record_short_name_characters" on "legal_person"."golden_record" using gin (string_to_array(lower(short_name), null));
comment on index "legal_person"."golden_record_short_name_characters" is 'using gin (string_to_array(lower(short_name), null))';
create index if not exists "golden_record_english_name_words" on "legal_person"."golden_record" using gin (lower(english_name) gin_trgm_ops);
comment on index "legal_person"."golden_record_english_name_words" is 'using gin (lower(english_name) gin_trgm_ops)';
create index if not exists "golden_record_pinyin_abbr_prefix" on "legal_person"."golden_record" using btree (lower(pinyin_abbr) text_pattern_ops);
comment on index "legal_person"."golden_record_pinyin_abbr_prefix" is 'using btree (lower(pinyin_abbr) text_pattern_ops)';
create table if not exists "legal_person"."golden_history" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "uscc" text,
  "org_code" text,
  "reg_no" text,
  "tax_no" text,
  "certificate_no" text,
  "name" text,
  "second_name" text,
  "short_name" text,
  "english_name" text,
  "pinyin_abbr" text,
  "ticker" text,
  "listed_on" date,
  "entity_type" text,
  "industry_code" text,
  "registration_status" text,
  "is_suspended" boolean,
  "established_on" date,
  "approved_on" date,
  "deregistered_on" date,
  "term_from" date,
  "term_to" date,
  "registered_capital" numeric,
  "capital_currency" text,
  "funding_source" text,
  "business_scope" text,
  "province" text,
  "city" text,
  "address" text,
  "division_code" text,
  "registrar" text,
  "supervisor" text,
  "legal_rep_name" text,
  "legal_rep_role" text,
  "legal_rep_document_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "legal_rep_from" date,
  "legal_rep_to" date,
  "controller_name" text,
  "controller_document_type" text,
  "controller_id_number" text,
  "controller_document_no" text,
  "controller_from" date,
  "controller_to" date,
  "phone" text,
  "parent_uscc" text,
  "parent_name" text,
  "predecessor_uscc" text,
  "predecessor_name" text,
  "tax_status" text,
  "tax_registered_on" date,
  "replaced_at" timestamptz not null,
  "replaced_by" text not null,
  constraint "golden_history_pkey" primary key ("golden_id", "version")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."golden_history" is 'Former versions of golden records, append-only; a truth';
comment on column "legal_person"."golden_history"."uscc" is '统一社会信用代码 Unified social credit code';
comment on column "legal_person"."golden_history"."org_code" is '组织机构代码 Organisation code';
comment on column "legal_person"."golden_history"."reg_no" is '注册号 Registration number';
comment on column "legal_person"."golden_history"."tax_no" is '纳税人识别号 Taxpayer number';
comment on column "legal_person"."golden_history"."certificate_no" is '登记证书号 Certificate number';
comment on column "legal_person"."golden_history"."name" is '名称 Name';
comment on column "legal_person"."golden_history"."second_name" is '第二名称 Second name';
comment on column "legal_person"."golden_history"."short_name" is '简称 Short name';
comment on column "legal_person"."golden_history"."english_name" is '英文名称 English name';
comment on column "legal_person"."golden_history"."pinyin_abbr" is '拼音缩写 Pinyin initials';
comment on column "legal_person"."golden_history"."ticker" is '证券代码 Ticker';
comment on column "legal_person"."golden_history"."listed_on" is '上市日期 Listed on';
comment on column "legal_person"."golden_history"."entity_type" is '主体类型 Type of entity';
comment on column "legal_person"."golden_history"."industry_code" is '行业代码 Industry code';
comment on column "legal_person"."golden_history"."registration_status" is '登记状态 Registration status';
comment on column "legal_person"."golden_history"."is_suspended" is '是否歇业 Suspended';
comment on column "legal_person"."golden_history"."established_on" is '成立日期 Established on';
comment on column "legal_person"."golden_history"."approved_on" is '核准日期 Approved on';
comment on column "legal_person"."golden_history"."deregistered_on" is '注销或吊销日期 Deregistered or revoked on';
comment on column "legal_person"."golden_history"."term_from" is '有效期自 Term from';
comment on column "legal_person"."golden_history"."term_to" is '有效期至 Term to';
comment on column "legal_person"."golden_history"."registered_capital" is '注册资本（元） Registered capital (whole units)';
comment on column "legal_person"."golden_history"."capital_currency" is '注册资本币种 Currency of the capital';
comment on column "legal_person"."golden_history"."funding_source" is '经费来源 Source of funds';
comment on column "legal_person"."golden_history"."business_scope" is '经营范围（宗旨和业务范围） Business scope';
comment on column "legal_person"."golden_history"."province" is '省份 Province';
comment on column "legal_person"."golden_history"."city" is '地市 City';
comment on column "legal_person"."golden_history"."address" is '住所 Address';
comment on column "legal_person"."golden_history"."division_code" is '住所行政区划代码 Division of the address';
comment on column "legal_person"."golden_history"."registrar" is '登记机关 Registrar';
comment on column "legal_person"."golden_history"."supervisor" is '举办单位或业务主管单位 Supervising body';
comment on column "legal_person"."golden_history"."legal_rep_name" is '法定代表人（负责人）姓名 Person in charge';
comment on column "legal_person"."golden_history"."legal_rep_role" is '负责人身份 Role of the person in charge';
comment on column "legal_person"."golden_history"."legal_rep_document_type" is '负责人证件类型 Document type of the person in charge';
comment on column "legal_person"."golden_history"."legal_rep_id_number" is '负责人公民身份号码 ID number of the person in charge';
comment on column "legal_person"."golden_history"."legal_rep_document_no" is '负责人其他证件号码 Other document number of the person in charge';
comment on column "legal_person"."golden_history"."legal_rep_from" is '负责人任职起始日期 Person in charge since';
comment on column "legal_person"."golden_history"."legal_rep_to" is '负责人任职终止日期 Person in charge until';
comment on column "legal_person"."golden_history"."controller_name" is '实际控制人姓名 Actual controller';
comment on column "legal_person"."golden_history"."controller_document_type" is '实际控制人证件类型 Document type of the actual controller';
comment on column "legal_person"."golden_history"."controller_id_number" is '实际控制人公民身份号码 ID number of the actual controller';
comment on column "legal_person"."golden_history"."controller_document_no" is '实际控制人其他证件号码 Other document number of the actual controller';
comment on column "legal_person"."golden_history"."controller_from" is '实际控制起始日期 Controller since';
comment on column "legal_person"."golden_history"."controller_to" is '实际控制终止日期 Controller until';
comment on column "legal_person"."golden_history"."phone" is '联系电话 Phone';
comment on column "legal_person"."golden_history"."parent_uscc" is '隶属单位统一社会信用代码 Code of the parent';
comment on column "legal_person"."golden_history"."parent_name" is '隶属单位名称 Name of the parent';
comment on column "legal_person"."golden_history"."predecessor_uscc" is '原单位统一社会信用代码 Code of the predecessor';
comment on column "legal_person"."golden_history"."predecessor_name" is '原单位名称 Name of the predecessor';
comment on column "legal_person"."golden_history"."tax_status" is '纳税人状态 Taxpayer status';
comment on column "legal_person"."golden_history"."tax_registered_on" is '税务登记日期 Registered for tax on';
create table if not exists "legal_person"."identifier" (
  "type" text not null,
  "value" text not null,
  "golden_id" uuid not null,
  "status" text not null default 'current',
  "valid_from" date,
  "valid_to" date,
  "reason" text,
  constraint "identifier_pkey" primary key ("type", "value", "golden_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."identifier" is 'Every identifier by which a golden record is found; derived';
create index if not exists "identifier_golden" on "legal_person"."identifier" using btree (golden_id);
comment on index "legal_person"."identifier_golden" is 'using btree (golden_id)';
create table if not exists "legal_person"."pointing_key" (
  "key" text not null,
  "record_id" uuid not null,
  constraint "pointing_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."pointing_key" is 'Composite keys by which records without a number join; derived';
create index if not exists "pointing_key_record" on "legal_person"."pointing_key" using btree (record_id);
comment on index "legal_person"."pointing_key_record" is 'using btree (record_id)';
create table if not exists "legal_person"."block_key" (
  "key" bigint not null,
  "record_id" uuid not null,
  "is_numbered" boolean not null,
  constraint "block_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."block_key" is 'Digests of the keys under which records are compared; derived';
create table if not exists "legal_person"."match_queue" (
  "record_id" uuid not null,
  "queued_at" timestamptz not null,
  constraint "match_queue_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."match_queue" is 'Records that are new or changed and not yet compared by score; the state of work';
create table if not exists "legal_person"."candidate" (
  "record_id" uuid not null,
  "other_id" uuid not null,
  "score" real not null,
  "levels" smallint[] not null,
  "outcome" text not null,
  "relation" text,
  "model_id" integer not null,
  constraint "candidate_pkey" primary key ("record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."candidate" is 'Pairs that the active model finds worth a look, record_id < other_id; derived';
create index if not exists "candidate_other" on "legal_person"."candidate" using btree (other_id);
comment on index "legal_person"."candidate_other" is 'using btree (other_id)';
create table if not exists "legal_person"."decided" (
  "decision_id" uuid not null,
  "kind" text not null,
  "record_id" uuid not null,
  "other_id" uuid not null,
  constraint "decided_pkey" primary key ("decision_id", "kind", "record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."decided" is 'What decisions in force say of records; derived from hub.decision';
create index if not exists "decided_record" on "legal_person"."decided" using btree (record_id);
comment on index "legal_person"."decided_record" is 'using btree (record_id)';
create index if not exists "decided_other" on "legal_person"."decided" using btree (other_id);
comment on index "legal_person"."decided_other" is 'using btree (other_id)';
create table if not exists "legal_person"."pin" (
  "decision_id" uuid not null,
  "record_id" uuid not null,
  "place" integer not null,
  "attribute" text not null,
  "value" text not null,
  "name_keys" text[],
  "decided_on" date not null,
  "valid_to" date not null,
  constraint "pin_pkey" primary key ("decision_id", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."pin" is 'Values that a person set for one attribute, until a day; derived from hub.decision';
create index if not exists "pin_record" on "legal_person"."pin" using btree (record_id);
comment on index "legal_person"."pin_record" is 'using btree (record_id)';
create table if not exists "legal_person"."decided_relation" (
  "decision_id" uuid not null,
  "side" text not null,
  "record_id" uuid not null,
  "place" integer not null,
  "type" text not null,
  "is_refused" boolean not null,
  constraint "decided_relation_pkey" primary key ("decision_id", "side", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."decided_relation" is 'Golden records of which a person decided that they stand in a relation, or never do; derived from hub.decision';
create index if not exists "decided_relation_record" on "legal_person"."decided_relation" using btree (record_id);
comment on index "legal_person"."decided_relation_record" is 'using btree (record_id)';
create table if not exists "legal_person"."key_alias" (
  "old_key" text not null,
  "held_from" date not null default '-infinity',
  "new_key" text not null,
  "changed_on" date not null,
  "reason" text,
  "record_id" uuid not null,
  "reissued_on" date,
  "names" text[],
  "other_names" text[] not null default '{}',
  constraint "key_alias_pkey" primary key ("old_key", "held_from", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."key_alias" is 'Old unique numbers and the number that replaced them, for each bearer and their days; derived from change notices';
create index if not exists "key_alias_new" on "legal_person"."key_alias" using btree (new_key);
comment on index "legal_person"."key_alias_new" is 'using btree (new_key)';
create table if not exists "legal_person"."relation" (
  "record_id" uuid not null,
  "type" text not null,
  "golden_id" uuid not null,
  "target_library" text not null,
  "target_type" text,
  "target_value" text,
  "target_name" text,
  "target_golden_id" uuid,
  "valid_from" date,
  "valid_to" date,
  "decision_id" uuid,
  constraint "relation_pkey" primary key ("record_id", "type")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."relation" is 'Who stands in which relation to whom, by the source’s words or a decision; derived';
create index if not exists "relation_golden" on "legal_person"."relation" using btree (golden_id);
comment on index "legal_person"."relation_golden" is 'using btree (golden_id)';
create index if not exists "relation_target" on "legal_person"."relation" using btree (target_type, target_value);
comment on index "legal_person"."relation_target" is 'using btree (target_type, target_value)';
create index if not exists "relation_target_golden" on "legal_person"."relation" using btree (target_golden_id) where target_golden_id is not null;
comment on index "legal_person"."relation_target_golden" is 'using btree (target_golden_id) where target_golden_id is not null';
create index if not exists "relation_decision" on "legal_person"."relation" using btree (decision_id) where decision_id is not null;
comment on index "legal_person"."relation_decision" is 'using btree (decision_id) where decision_id is not null';
create table if not exists "legal_person"."reject" (
  "reject_id" uuid not null,
  "load_id" bigint not null,
  "feed" text not null,
  "line" integer not null,
  "record_id" uuid,
  "rule" text not null,
  "field" text,
  "cause" text,
  "header" text[] not null,
  "cells" text[] not null,
  "created_at" timestamptz not null,
  "closed_at" timestamptz,
  "closed_by_load" bigint,
  constraint "reject_pkey" primary key ("reject_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "legal_person"."reject" is 'Rows that could not be recorded, with the original cells; a truth';
create index if not exists "reject_load" on "legal_person"."reject" using btree (load_id, line);
comment on index "legal_person"."reject_load" is 'using btree (load_id, line)';
create index if not exists "reject_open_record" on "legal_person"."reject" using btree (record_id) where closed_at is null;
comment on index "legal_person"."reject_open_record" is 'using btree (record_id) where closed_at is null';

-- 公共信用信息库 Credit library, definition version 2
create schema if not exists "credit";
create table if not exists "credit"."source_record" (
  "record_id" uuid not null,
  "content_hash" uuid not null,
  "home_id" uuid not null,
  "load_id" bigint not null,
  "recorded_at" timestamptz not null,
  "effective_date" date not null,
  "line" integer not null,
  "definition_version" integer not null,
  "is_contradicting" boolean not null default false,
  "is_withdrawn" boolean not null default false,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "row_hash" uuid,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "issues" jsonb,
  "raw" jsonb,
  "withdrawn_on" date,
  "golden_id" uuid,
  "link_rule" text,
  "link_origin" text,
  "link_score" real,
  "record_class" text,
  "list_code" text,
  "document_no" text,
  "document_name" text,
  "certificate_name" text,
  "certificate_no" text,
  "subject_name" text,
  "subject_class" text,
  "subject_uscc" text,
  "subject_org_code" text,
  "subject_reg_no" text,
  "subject_tax_no" text,
  "subject_institution_no" text,
  "subject_social_org_no" text,
  "subject_id_type" text,
  "subject_id_number" text,
  "subject_document_no" text,
  "subject_address" text,
  "customs_code" text,
  "legal_rep_name" text,
  "legal_rep_id_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "finance_head_name" text,
  "agent_name" text,
  "content" text,
  "permit_class" text,
  "penalty_class" text,
  "violation" text,
  "facts" text,
  "basis" text,
  "fine_amount" numeric,
  "confiscated_amount" numeric,
  "revoked_certificate" text,
  "listed_on" date,
  "expires_on" date,
  "reason" text,
  "behaviour" text,
  "obligation" text,
  "fulfilment" text,
  "fulfilled_part" text,
  "unfulfilled_part" text,
  "court_case_no" text,
  "judged_by" text,
  "court_region" text,
  "case_filed_on" date,
  "tax_period" text,
  "removed_on" date,
  "removal_reason" text,
  "year" integer,
  "grade" text,
  "commitment_type" text,
  "matter" text,
  "accepted_by" text,
  "ref_document_no" text,
  "ref_list_code" text,
  "repaired_on" date,
  "raised_on" date,
  "objection_state" text,
  "objection_result" text,
  "closed_on" date,
  "decided_on" date,
  "valid_from" date,
  "valid_to" date,
  "publish_until" date,
  "decided_by" text,
  "decided_by_code" text,
  "record_state" text,
  "use_scope" text,
  "division_code" text,
  "source_unit" text,
  "source_unit_code" text,
  "remark" text,
  constraint "source_record_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."source_record" is 'What each source says now about one of its rows; a truth';
comment on column "credit"."source_record"."record_class" is '记录类别 Class of record';
comment on column "credit"."source_record"."list_code" is '名单代码 List';
comment on column "credit"."source_record"."document_no" is '决定文书号 Number of the decision';
comment on column "credit"."source_record"."document_name" is '决定文书名称 Name of the decision';
comment on column "credit"."source_record"."certificate_name" is '许可证书名称 Name of the certificate';
comment on column "credit"."source_record"."certificate_no" is '许可编号 Number of the certificate';
comment on column "credit"."source_record"."subject_name" is '行政相对人名称 Subject';
comment on column "credit"."source_record"."subject_class" is '行政相对人类别 Class of subject';
comment on column "credit"."source_record"."subject_uscc" is '行政相对人统一社会信用代码 Subject’s unified social credit code';
comment on column "credit"."source_record"."subject_org_code" is '行政相对人组织机构代码 Subject’s organisation code';
comment on column "credit"."source_record"."subject_reg_no" is '行政相对人工商注册号 Subject’s registration number';
comment on column "credit"."source_record"."subject_tax_no" is '行政相对人税务登记号 Subject’s taxpayer number';
comment on column "credit"."source_record"."subject_institution_no" is '行政相对人事业单位证书号 Subject’s number as an institution';
comment on column "credit"."source_record"."subject_social_org_no" is '行政相对人社会组织登记证号 Subject’s number as a social organisation';
comment on column "credit"."source_record"."subject_id_type" is '行政相对人证件类型 Subject’s document type';
comment on column "credit"."source_record"."subject_id_number" is '行政相对人公民身份号码 Subject’s ID number';
comment on column "credit"."source_record"."subject_document_no" is '行政相对人其他证件号码 Subject’s other document number';
comment on column "credit"."source_record"."subject_address" is '主体地址 Subject’s address';
comment on column "credit"."source_record"."customs_code" is '海关注册编码 Customs registration code';
comment on column "credit"."source_record"."legal_rep_name" is '法定代表人 Legal representative';
comment on column "credit"."source_record"."legal_rep_id_type" is '法定代表人证件类型 Legal representative’s document type';
comment on column "credit"."source_record"."legal_rep_id_number" is '法定代表人公民身份号码 Legal representative’s ID number';
comment on column "credit"."source_record"."legal_rep_document_no" is '法定代表人其他证件号码 Legal representative’s other document number';
comment on column "credit"."source_record"."finance_head_name" is '财务负责人 Head of finance';
comment on column "credit"."source_record"."agent_name" is '中介机构 Agent involved';
comment on column "credit"."source_record"."content" is '许可或处罚内容 Content of the decision';
comment on column "credit"."source_record"."permit_class" is '许可类别 Permit class';
comment on column "credit"."source_record"."penalty_class" is '处罚类别 Penalty class';
comment on column "credit"."source_record"."violation" is '违法行为类型 Violation';
comment on column "credit"."source_record"."facts" is '违法事实 Facts';
comment on column "credit"."source_record"."basis" is '处罚依据 Legal basis';
comment on column "credit"."source_record"."fine_amount" is '罚款金额（元） Fine (yuan)';
comment on column "credit"."source_record"."confiscated_amount" is '没收金额（元） Confiscated (yuan)';
comment on column "credit"."source_record"."revoked_certificate" is '暂扣或吊销证照 Licence suspended or revoked';
comment on column "credit"."source_record"."listed_on" is '列入日期 Listed on';
comment on column "credit"."source_record"."expires_on" is '名单截止日期 Listed until';
comment on column "credit"."source_record"."reason" is '列入或提出事由 Reason';
comment on column "credit"."source_record"."behaviour" is '失信行为情形 Behaviour';
comment on column "credit"."source_record"."obligation" is '法律文书确定的义务 Obligation';
comment on column "credit"."source_record"."fulfilment" is '履行情况 State of fulfilment';
comment on column "credit"."source_record"."fulfilled_part" is '已履行部分 Part fulfilled';
comment on column "credit"."source_record"."unfulfilled_part" is '未履行部分 Part not fulfilled';
comment on column "credit"."source_record"."court_case_no" is '执行依据文号 Judgment enforced';
comment on column "credit"."source_record"."judged_by" is '作出执行依据单位 Body that gave the judgment';
comment on column "credit"."source_record"."court_region" is '执行法院所在地区 Region of the court';
comment on column "credit"."source_record"."case_filed_on" is '立案日期 Case filed on';
comment on column "credit"."source_record"."tax_period" is '案件所属期 Tax period';
comment on column "credit"."source_record"."removed_on" is '移出日期 Removed on';
comment on column "credit"."source_record"."removal_reason" is '移出原因 Reason of removal';
comment on column "credit"."source_record"."year" is '年度 Year';
comment on column "credit"."source_record"."grade" is '等级 Grade';
comment on column "credit"."source_record"."commitment_type" is '承诺类型 Type of commitment';
comment on column "credit"."source_record"."matter" is '承诺或评价事项 Matter';
comment on column "credit"."source_record"."accepted_by" is '承诺受理单位 Accepted by';
comment on column "credit"."source_record"."ref_document_no" is '所涉决定文书号 Decision concerned';
comment on column "credit"."source_record"."ref_list_code" is '所涉名单代码 List concerned';
comment on column "credit"."source_record"."repaired_on" is '修复日期 Repaired on';
comment on column "credit"."source_record"."raised_on" is '异议提出日期 Objection raised on';
comment on column "credit"."source_record"."objection_state" is '异议状态 State of the objection';
comment on column "credit"."source_record"."objection_result" is '异议处理结果 Result of the objection';
comment on column "credit"."source_record"."closed_on" is '异议办结日期 Objection closed on';
comment on column "credit"."source_record"."decided_on" is '决定日期 Decided on';
comment on column "credit"."source_record"."valid_from" is '有效期自 Valid from';
comment on column "credit"."source_record"."valid_to" is '有效期至 Valid to';
comment on column "credit"."source_record"."publish_until" is '公示截止期 Published until';
comment on column "credit"."source_record"."decided_by" is '决定机关 Authority';
comment on column "credit"."source_record"."decided_by_code" is '决定机关统一社会信用代码 Authority’s unified social credit code';
comment on column "credit"."source_record"."record_state" is '当前状态 State';
comment on column "credit"."source_record"."use_scope" is '信息使用范围 Scope of use';
comment on column "credit"."source_record"."division_code" is '地方编码 Division';
comment on column "credit"."source_record"."source_unit" is '数据来源单位 Supplying unit';
comment on column "credit"."source_record"."source_unit_code" is '数据来源单位统一社会信用代码 Supplying unit’s code';
comment on column "credit"."source_record"."remark" is '备注 Remark';
create index if not exists "source_record_golden" on "credit"."source_record" using btree (golden_id);
comment on index "credit"."source_record_golden" is 'using btree (golden_id)';
create index if not exists "source_record_contradicting" on "credit"."source_record" using btree (key) where is_contradicting;
comment on index "credit"."source_record_contradicting" is 'using btree (key) where is_contradicting';
create index if not exists "source_record_unlinked" on "credit"."source_record" using btree (key) where golden_id is null;
comment on index "credit"."source_record_unlinked" is 'using btree (key) where golden_id is null';
create index if not exists "source_record_feed" on "credit"."source_record" using btree (feed, source) where is_withdrawn;
comment on index "credit"."source_record_feed" is 'using btree (feed, source) where is_withdrawn';
create table if not exists "credit"."source_version" (
  "record_id" uuid not null,
  "source" text not null,
  "feed" text not null,
  "source_key" text not null,
  "effective_date" date not null,
  "content_hash" uuid not null,
  "row_hash" uuid,
  "home_id" uuid not null,
  "key" text,
  "other_keys" text[],
  "pointing_keys" text[],
  "name_keys" text[],
  "is_contradicting" boolean not null default false,
  "issues" jsonb,
  "raw" jsonb,
  "record_class" text,
  "list_code" text,
  "document_no" text,
  "document_name" text,
  "certificate_name" text,
  "certificate_no" text,
  "subject_name" text,
  "subject_class" text,
  "subject_uscc" text,
  "subject_org_code" text,
  "subject_reg_no" text,
  "subject_tax_no" text,
  "subject_institution_no" text,
  "subject_social_org_no" text,
  "subject_id_type" text,
  "subject_id_number" text,
  "subject_document_no" text,
  "subject_address" text,
  "customs_code" text,
  "legal_rep_name" text,
  "legal_rep_id_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "finance_head_name" text,
  "agent_name" text,
  "content" text,
  "permit_class" text,
  "penalty_class" text,
  "violation" text,
  "facts" text,
  "basis" text,
  "fine_amount" numeric,
  "confiscated_amount" numeric,
  "revoked_certificate" text,
  "listed_on" date,
  "expires_on" date,
  "reason" text,
  "behaviour" text,
  "obligation" text,
  "fulfilment" text,
  "fulfilled_part" text,
  "unfulfilled_part" text,
  "court_case_no" text,
  "judged_by" text,
  "court_region" text,
  "case_filed_on" date,
  "tax_period" text,
  "removed_on" date,
  "removal_reason" text,
  "year" integer,
  "grade" text,
  "commitment_type" text,
  "matter" text,
  "accepted_by" text,
  "ref_document_no" text,
  "ref_list_code" text,
  "repaired_on" date,
  "raised_on" date,
  "objection_state" text,
  "objection_result" text,
  "closed_on" date,
  "decided_on" date,
  "valid_from" date,
  "valid_to" date,
  "publish_until" date,
  "decided_by" text,
  "decided_by_code" text,
  "record_state" text,
  "use_scope" text,
  "division_code" text,
  "source_unit" text,
  "source_unit_code" text,
  "remark" text,
  "load_id" bigint not null,
  "line" integer not null,
  "recorded_at" timestamptz not null,
  "replaced_at" timestamptz not null,
  "replaced_by_load" bigint not null,
  "definition_version" integer not null,
  constraint "source_version_pkey" primary key ("record_id", "effective_date", "content_hash")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."source_version" is 'Former states of source records, written only on change; a truth';
comment on column "credit"."source_version"."record_class" is '记录类别 Class of record';
comment on column "credit"."source_version"."list_code" is '名单代码 List';
comment on column "credit"."source_version"."document_no" is '决定文书号 Number of the decision';
comment on column "credit"."source_version"."document_name" is '决定文书名称 Name of the decision';
comment on column "credit"."source_version"."certificate_name" is '许可证书名称 Name of the certificate';
comment on column "credit"."source_version"."certificate_no" is '许可编号 Number of the certificate';
comment on column "credit"."source_version"."subject_name" is '行政相对人名称 Subject';
comment on column "credit"."source_version"."subject_class" is '行政相对人类别 Class of subject';
comment on column "credit"."source_version"."subject_uscc" is '行政相对人统一社会信用代码 Subject’s unified social credit code';
comment on column "credit"."source_version"."subject_org_code" is '行政相对人组织机构代码 Subject’s organisation code';
comment on column "credit"."source_version"."subject_reg_no" is '行政相对人工商注册号 Subject’s registration number';
comment on column "credit"."source_version"."subject_tax_no" is '行政相对人税务登记号 Subject’s taxpayer number';
comment on column "credit"."source_version"."subject_institution_no" is '行政相对人事业单位证书号 Subject’s number as an institution';
comment on column "credit"."source_version"."subject_social_org_no" is '行政相对人社会组织登记证号 Subject’s number as a social organisation';
comment on column "credit"."source_version"."subject_id_type" is '行政相对人证件类型 Subject’s document type';
comment on column "credit"."source_version"."subject_id_number" is '行政相对人公民身份号码 Subject’s ID number';
comment on column "credit"."source_version"."subject_document_no" is '行政相对人其他证件号码 Subject’s other document number';
comment on column "credit"."source_version"."subject_address" is '主体地址 Subject’s address';
comment on column "credit"."source_version"."customs_code" is '海关注册编码 Customs registration code';
comment on column "credit"."source_version"."legal_rep_name" is '法定代表人 Legal representative';
comment on column "credit"."source_version"."legal_rep_id_type" is '法定代表人证件类型 Legal representative’s document type';
comment on column "credit"."source_version"."legal_rep_id_number" is '法定代表人公民身份号码 Legal representative’s ID number';
comment on column "credit"."source_version"."legal_rep_document_no" is '法定代表人其他证件号码 Legal representative’s other document number';
comment on column "credit"."source_version"."finance_head_name" is '财务负责人 Head of finance';
comment on column "credit"."source_version"."agent_name" is '中介机构 Agent involved';
comment on column "credit"."source_version"."content" is '许可或处罚内容 Content of the decision';
comment on column "credit"."source_version"."permit_class" is '许可类别 Permit class';
comment on column "credit"."source_version"."penalty_class" is '处罚类别 Penalty class';
comment on column "credit"."source_version"."violation" is '违法行为类型 Violation';
comment on column "credit"."source_version"."facts" is '违法事实 Facts';
comment on column "credit"."source_version"."basis" is '处罚依据 Legal basis';
comment on column "credit"."source_version"."fine_amount" is '罚款金额（元） Fine (yuan)';
comment on column "credit"."source_version"."confiscated_amount" is '没收金额（元） Confiscated (yuan)';
comment on column "credit"."source_version"."revoked_certificate" is '暂扣或吊销证照 Licence suspended or revoked';
comment on column "credit"."source_version"."listed_on" is '列入日期 Listed on';
comment on column "credit"."source_version"."expires_on" is '名单截止日期 Listed until';
comment on column "credit"."source_version"."reason" is '列入或提出事由 Reason';
comment on column "credit"."source_version"."behaviour" is '失信行为情形 Behaviour';
comment on column "credit"."source_version"."obligation" is '法律文书确定的义务 Obligation';
comment on column "credit"."source_version"."fulfilment" is '履行情况 State of fulfilment';
comment on column "credit"."source_version"."fulfilled_part" is '已履行部分 Part fulfilled';
comment on column "credit"."source_version"."unfulfilled_part" is '未履行部分 Part not fulfilled';
comment on column "credit"."source_version"."court_case_no" is '执行依据文号 Judgment enforced';
comment on column "credit"."source_version"."judged_by" is '作出执行依据单位 Body that gave the judgment';
comment on column "credit"."source_version"."court_region" is '执行法院所在地区 Region of the court';
comment on column "credit"."source_version"."case_filed_on" is '立案日期 Case filed on';
comment on column "credit"."source_version"."tax_period" is '案件所属期 Tax period';
comment on column "credit"."source_version"."removed_on" is '移出日期 Removed on';
comment on column "credit"."source_version"."removal_reason" is '移出原因 Reason of removal';
comment on column "credit"."source_version"."year" is '年度 Year';
comment on column "credit"."source_version"."grade" is '等级 Grade';
comment on column "credit"."source_version"."commitment_type" is '承诺类型 Type of commitment';
comment on column "credit"."source_version"."matter" is '承诺或评价事项 Matter';
comment on column "credit"."source_version"."accepted_by" is '承诺受理单位 Accepted by';
comment on column "credit"."source_version"."ref_document_no" is '所涉决定文书号 Decision concerned';
comment on column "credit"."source_version"."ref_list_code" is '所涉名单代码 List concerned';
comment on column "credit"."source_version"."repaired_on" is '修复日期 Repaired on';
comment on column "credit"."source_version"."raised_on" is '异议提出日期 Objection raised on';
comment on column "credit"."source_version"."objection_state" is '异议状态 State of the objection';
comment on column "credit"."source_version"."objection_result" is '异议处理结果 Result of the objection';
comment on column "credit"."source_version"."closed_on" is '异议办结日期 Objection closed on';
comment on column "credit"."source_version"."decided_on" is '决定日期 Decided on';
comment on column "credit"."source_version"."valid_from" is '有效期自 Valid from';
comment on column "credit"."source_version"."valid_to" is '有效期至 Valid to';
comment on column "credit"."source_version"."publish_until" is '公示截止期 Published until';
comment on column "credit"."source_version"."decided_by" is '决定机关 Authority';
comment on column "credit"."source_version"."decided_by_code" is '决定机关统一社会信用代码 Authority’s unified social credit code';
comment on column "credit"."source_version"."record_state" is '当前状态 State';
comment on column "credit"."source_version"."use_scope" is '信息使用范围 Scope of use';
comment on column "credit"."source_version"."division_code" is '地方编码 Division';
comment on column "credit"."source_version"."source_unit" is '数据来源单位 Supplying unit';
comment on column "credit"."source_version"."source_unit_code" is '数据来源单位统一社会信用代码 Supplying unit’s code';
comment on column "credit"."source_version"."remark" is '备注 Remark';
create table if not exists "credit"."golden_record" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "subject_state" text,
  "subject_library" text,
  "subject_type" text,
  "subject_value" text,
  "subject_golden_id" uuid,
  "record_class" text,
  "list_code" text,
  "document_no" text,
  "document_name" text,
  "certificate_name" text,
  "certificate_no" text,
  "subject_name" text,
  "subject_class" text,
  "subject_uscc" text,
  "subject_org_code" text,
  "subject_reg_no" text,
  "subject_tax_no" text,
  "subject_institution_no" text,
  "subject_social_org_no" text,
  "subject_id_type" text,
  "subject_id_number" text,
  "subject_document_no" text,
  "subject_address" text,
  "customs_code" text,
  "legal_rep_name" text,
  "legal_rep_id_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "finance_head_name" text,
  "agent_name" text,
  "content" text,
  "permit_class" text,
  "penalty_class" text,
  "violation" text,
  "facts" text,
  "basis" text,
  "fine_amount" numeric,
  "confiscated_amount" numeric,
  "revoked_certificate" text,
  "listed_on" date,
  "expires_on" date,
  "reason" text,
  "behaviour" text,
  "obligation" text,
  "fulfilment" text,
  "fulfilled_part" text,
  "unfulfilled_part" text,
  "court_case_no" text,
  "judged_by" text,
  "court_region" text,
  "case_filed_on" date,
  "tax_period" text,
  "removed_on" date,
  "removal_reason" text,
  "year" integer,
  "grade" text,
  "commitment_type" text,
  "matter" text,
  "accepted_by" text,
  "ref_document_no" text,
  "ref_list_code" text,
  "repaired_on" date,
  "raised_on" date,
  "objection_state" text,
  "objection_result" text,
  "closed_on" date,
  "decided_on" date,
  "valid_from" date,
  "valid_to" date,
  "publish_until" date,
  "decided_by" text,
  "decided_by_code" text,
  "record_state" text,
  "use_scope" text,
  "division_code" text,
  "source_unit" text,
  "source_unit_code" text,
  "remark" text,
  constraint "golden_record_pkey" primary key ("golden_id")
) with (fillfactor = 45, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."golden_record" is 'The hub’s answer about one entity; derived';
comment on column "credit"."golden_record"."record_class" is '记录类别 Class of record';
comment on column "credit"."golden_record"."list_code" is '名单代码 List';
comment on column "credit"."golden_record"."document_no" is '决定文书号 Number of the decision';
comment on column "credit"."golden_record"."document_name" is '决定文书名称 Name of the decision';
comment on column "credit"."golden_record"."certificate_name" is '许可证书名称 Name of the certificate';
comment on column "credit"."golden_record"."certificate_no" is '许可编号 Number of the certificate';
comment on column "credit"."golden_record"."subject_name" is '行政相对人名称 Subject';
comment on column "credit"."golden_record"."subject_class" is '行政相对人类别 Class of subject';
comment on column "credit"."golden_record"."subject_uscc" is '行政相对人统一社会信用代码 Subject’s unified social credit code';
comment on column "credit"."golden_record"."subject_org_code" is '行政相对人组织机构代码 Subject’s organisation code';
comment on column "credit"."golden_record"."subject_reg_no" is '行政相对人工商注册号 Subject’s registration number';
comment on column "credit"."golden_record"."subject_tax_no" is '行政相对人税务登记号 Subject’s taxpayer number';
comment on column "credit"."golden_record"."subject_institution_no" is '行政相对人事业单位证书号 Subject’s number as an institution';
comment on column "credit"."golden_record"."subject_social_org_no" is '行政相对人社会组织登记证号 Subject’s number as a social organisation';
comment on column "credit"."golden_record"."subject_id_type" is '行政相对人证件类型 Subject’s document type';
comment on column "credit"."golden_record"."subject_id_number" is '行政相对人公民身份号码 Subject’s ID number';
comment on column "credit"."golden_record"."subject_document_no" is '行政相对人其他证件号码 Subject’s other document number';
comment on column "credit"."golden_record"."subject_address" is '主体地址 Subject’s address';
comment on column "credit"."golden_record"."customs_code" is '海关注册编码 Customs registration code';
comment on column "credit"."golden_record"."legal_rep_name" is '法定代表人 Legal representative';
comment on column "credit"."golden_record"."legal_rep_id_type" is '法定代表人证件类型 Legal representative’s document type';
comment on column "credit"."golden_record"."legal_rep_id_number" is '法定代表人公民身份号码 Legal representative’s ID number';
comment on column "credit"."golden_record"."legal_rep_document_no" is '法定代表人其他证件号码 Legal representative’s other document number';
comment on column "credit"."golden_record"."finance_head_name" is '财务负责人 Head of finance';
comment on column "credit"."golden_record"."agent_name" is '中介机构 Agent involved';
comment on column "credit"."golden_record"."content" is '许可或处罚内容 Content of the decision';
comment on column "credit"."golden_record"."permit_class" is '许可类别 Permit class';
comment on column "credit"."golden_record"."penalty_class" is '处罚类别 Penalty class';
comment on column "credit"."golden_record"."violation" is '违法行为类型 Violation';
comment on column "credit"."golden_record"."facts" is '违法事实 Facts';
comment on column "credit"."golden_record"."basis" is '处罚依据 Legal basis';
comment on column "credit"."golden_record"."fine_amount" is '罚款金额（元） Fine (yuan)';
comment on column "credit"."golden_record"."confiscated_amount" is '没收金额（元） Confiscated (yuan)';
comment on column "credit"."golden_record"."revoked_certificate" is '暂扣或吊销证照 Licence suspended or revoked';
comment on column "credit"."golden_record"."listed_on" is '列入日期 Listed on';
comment on column "credit"."golden_record"."expires_on" is '名单截止日期 Listed until';
comment on column "credit"."golden_record"."reason" is '列入或提出事由 Reason';
comment on column "credit"."golden_record"."behaviour" is '失信行为情形 Behaviour';
comment on column "credit"."golden_record"."obligation" is '法律文书确定的义务 Obligation';
comment on column "credit"."golden_record"."fulfilment" is '履行情况 State of fulfilment';
comment on column "credit"."golden_record"."fulfilled_part" is '已履行部分 Part fulfilled';
comment on column "credit"."golden_record"."unfulfilled_part" is '未履行部分 Part not fulfilled';
comment on column "credit"."golden_record"."court_case_no" is '执行依据文号 Judgment enforced';
comment on column "credit"."golden_record"."judged_by" is '作出执行依据单位 Body that gave the judgment';
comment on column "credit"."golden_record"."court_region" is '执行法院所在地区 Region of the court';
comment on column "credit"."golden_record"."case_filed_on" is '立案日期 Case filed on';
comment on column "credit"."golden_record"."tax_period" is '案件所属期 Tax period';
comment on column "credit"."golden_record"."removed_on" is '移出日期 Removed on';
comment on column "credit"."golden_record"."removal_reason" is '移出原因 Reason of removal';
comment on column "credit"."golden_record"."year" is '年度 Year';
comment on column "credit"."golden_record"."grade" is '等级 Grade';
comment on column "credit"."golden_record"."commitment_type" is '承诺类型 Type of commitment';
comment on column "credit"."golden_record"."matter" is '承诺或评价事项 Matter';
comment on column "credit"."golden_record"."accepted_by" is '承诺受理单位 Accepted by';
comment on column "credit"."golden_record"."ref_document_no" is '所涉决定文书号 Decision concerned';
comment on column "credit"."golden_record"."ref_list_code" is '所涉名单代码 List concerned';
comment on column "credit"."golden_record"."repaired_on" is '修复日期 Repaired on';
comment on column "credit"."golden_record"."raised_on" is '异议提出日期 Objection raised on';
comment on column "credit"."golden_record"."objection_state" is '异议状态 State of the objection';
comment on column "credit"."golden_record"."objection_result" is '异议处理结果 Result of the objection';
comment on column "credit"."golden_record"."closed_on" is '异议办结日期 Objection closed on';
comment on column "credit"."golden_record"."decided_on" is '决定日期 Decided on';
comment on column "credit"."golden_record"."valid_from" is '有效期自 Valid from';
comment on column "credit"."golden_record"."valid_to" is '有效期至 Valid to';
comment on column "credit"."golden_record"."publish_until" is '公示截止期 Published until';
comment on column "credit"."golden_record"."decided_by" is '决定机关 Authority';
comment on column "credit"."golden_record"."decided_by_code" is '决定机关统一社会信用代码 Authority’s unified social credit code';
comment on column "credit"."golden_record"."record_state" is '当前状态 State';
comment on column "credit"."golden_record"."use_scope" is '信息使用范围 Scope of use';
comment on column "credit"."golden_record"."division_code" is '地方编码 Division';
comment on column "credit"."golden_record"."source_unit" is '数据来源单位 Supplying unit';
comment on column "credit"."golden_record"."source_unit_code" is '数据来源单位统一社会信用代码 Supplying unit’s code';
comment on column "credit"."golden_record"."remark" is '备注 Remark';
create index if not exists "golden_record_redirect" on "credit"."golden_record" using btree (redirect_to) where redirect_to is not null;
comment on index "credit"."golden_record_redirect" is 'using btree (redirect_to) where redirect_to is not null';
create index if not exists "golden_record_subject" on "credit"."golden_record" using btree (subject_golden_id);
comment on index "credit"."golden_record_subject" is 'using btree (subject_golden_id)';
create index if not exists "golden_record_subject_number" on "credit"."golden_record" using btree (subject_type, subject_value);
comment on index "credit"."golden_record_subject_number" is 'using btree (subject_type, subject_value)';
create table if not exists "credit"."golden_history" (
  "golden_id" uuid not null,
  "version" integer not null default 1,
  "state" text not null default 'active',
  "redirect_to" uuid,
  "created_at" timestamptz not null,
  "recorded_at" timestamptz not null,
  "cause" text not null,
  "key" text,
  "name_keys" text[],
  "win_record" uuid[],
  "win_rank" smallint[],
  "win_date" date[],
  "conflicts" text[],
  "subject_state" text,
  "subject_library" text,
  "subject_type" text,
  "subject_value" text,
  "subject_golden_id" uuid,
  "record_class" text,
  "list_code" text,
  "document_no" text,
  "document_name" text,
  "certificate_name" text,
  "certificate_no" text,
  "subject_name" text,
  "subject_class" text,
  "subject_uscc" text,
  "subject_org_code" text,
  "subject_reg_no" text,
  "subject_tax_no" text,
  "subject_institution_no" text,
  "subject_social_org_no" text,
  "subject_id_type" text,
  "subject_id_number" text,
  "subject_document_no" text,
  "subject_address" text,
  "customs_code" text,
  "legal_rep_name" text,
  "legal_rep_id_type" text,
  "legal_rep_id_number" text,
  "legal_rep_document_no" text,
  "finance_head_name" text,
  "agent_name" text,
  "content" text,
  "permit_class" text,
  "penalty_class" text,
  "violation" text,
  "facts" text,
  "basis" text,
  "fine_amount" numeric,
  "confiscated_amount" numeric,
  "revoked_certificate" text,
  "listed_on" date,
  "expires_on" date,
  "reason" text,
  "behaviour" text,
  "obligation" text,
  "fulfilment" text,
  "fulfilled_part" text,
  "unfulfilled_part" text,
  "court_case_no" text,
  "judged_by" text,
  "court_region" text,
  "case_filed_on" date,
  "tax_period" text,
  "removed_on" date,
  "removal_reason" text,
  "year" integer,
  "grade" text,
  "commitment_type" text,
  "matter" text,
  "accepted_by" text,
  "ref_document_no" text,
  "ref_list_code" text,
  "repaired_on" date,
  "raised_on" date,
  "objection_state" text,
  "objection_result" text,
  "closed_on" date,
  "decided_on" date,
  "valid_from" date,
  "valid_to" date,
  "publish_until" date,
  "decided_by" text,
  "decided_by_code" text,
  "record_state" text,
  "use_scope" text,
  "division_code" text,
  "source_unit" text,
  "source_unit_code" text,
  "remark" text,
  "replaced_at" timestamptz not null,
  "replaced_by" text not null,
  constraint "golden_history_pkey" primary key ("golden_id", "version")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."golden_history" is 'Former versions of golden records, append-only; a truth';
comment on column "credit"."golden_history"."record_class" is '记录类别 Class of record';
comment on column "credit"."golden_history"."list_code" is '名单代码 List';
comment on column "credit"."golden_history"."document_no" is '决定文书号 Number of the decision';
comment on column "credit"."golden_history"."document_name" is '决定文书名称 Name of the decision';
comment on column "credit"."golden_history"."certificate_name" is '许可证书名称 Name of the certificate';
comment on column "credit"."golden_history"."certificate_no" is '许可编号 Number of the certificate';
comment on column "credit"."golden_history"."subject_name" is '行政相对人名称 Subject';
comment on column "credit"."golden_history"."subject_class" is '行政相对人类别 Class of subject';
comment on column "credit"."golden_history"."subject_uscc" is '行政相对人统一社会信用代码 Subject’s unified social credit code';
comment on column "credit"."golden_history"."subject_org_code" is '行政相对人组织机构代码 Subject’s organisation code';
comment on column "credit"."golden_history"."subject_reg_no" is '行政相对人工商注册号 Subject’s registration number';
comment on column "credit"."golden_history"."subject_tax_no" is '行政相对人税务登记号 Subject’s taxpayer number';
comment on column "credit"."golden_history"."subject_institution_no" is '行政相对人事业单位证书号 Subject’s number as an institution';
comment on column "credit"."golden_history"."subject_social_org_no" is '行政相对人社会组织登记证号 Subject’s number as a social organisation';
comment on column "credit"."golden_history"."subject_id_type" is '行政相对人证件类型 Subject’s document type';
comment on column "credit"."golden_history"."subject_id_number" is '行政相对人公民身份号码 Subject’s ID number';
comment on column "credit"."golden_history"."subject_document_no" is '行政相对人其他证件号码 Subject’s other document number';
comment on column "credit"."golden_history"."subject_address" is '主体地址 Subject’s address';
comment on column "credit"."golden_history"."customs_code" is '海关注册编码 Customs registration code';
comment on column "credit"."golden_history"."legal_rep_name" is '法定代表人 Legal representative';
comment on column "credit"."golden_history"."legal_rep_id_type" is '法定代表人证件类型 Legal representative’s document type';
comment on column "credit"."golden_history"."legal_rep_id_number" is '法定代表人公民身份号码 Legal representative’s ID number';
comment on column "credit"."golden_history"."legal_rep_document_no" is '法定代表人其他证件号码 Legal representative’s other document number';
comment on column "credit"."golden_history"."finance_head_name" is '财务负责人 Head of finance';
comment on column "credit"."golden_history"."agent_name" is '中介机构 Agent involved';
comment on column "credit"."golden_history"."content" is '许可或处罚内容 Content of the decision';
comment on column "credit"."golden_history"."permit_class" is '许可类别 Permit class';
comment on column "credit"."golden_history"."penalty_class" is '处罚类别 Penalty class';
comment on column "credit"."golden_history"."violation" is '违法行为类型 Violation';
comment on column "credit"."golden_history"."facts" is '违法事实 Facts';
comment on column "credit"."golden_history"."basis" is '处罚依据 Legal basis';
comment on column "credit"."golden_history"."fine_amount" is '罚款金额（元） Fine (yuan)';
comment on column "credit"."golden_history"."confiscated_amount" is '没收金额（元） Confiscated (yuan)';
comment on column "credit"."golden_history"."revoked_certificate" is '暂扣或吊销证照 Licence suspended or revoked';
comment on column "credit"."golden_history"."listed_on" is '列入日期 Listed on';
comment on column "credit"."golden_history"."expires_on" is '名单截止日期 Listed until';
comment on column "credit"."golden_history"."reason" is '列入或提出事由 Reason';
comment on column "credit"."golden_history"."behaviour" is '失信行为情形 Behaviour';
comment on column "credit"."golden_history"."obligation" is '法律文书确定的义务 Obligation';
comment on column "credit"."golden_history"."fulfilment" is '履行情况 State of fulfilment';
comment on column "credit"."golden_history"."fulfilled_part" is '已履行部分 Part fulfilled';
comment on column "credit"."golden_history"."unfulfilled_part" is '未履行部分 Part not fulfilled';
comment on column "credit"."golden_history"."court_case_no" is '执行依据文号 Judgment enforced';
comment on column "credit"."golden_history"."judged_by" is '作出执行依据单位 Body that gave the judgment';
comment on column "credit"."golden_history"."court_region" is '执行法院所在地区 Region of the court';
comment on column "credit"."golden_history"."case_filed_on" is '立案日期 Case filed on';
comment on column "credit"."golden_history"."tax_period" is '案件所属期 Tax period';
comment on column "credit"."golden_history"."removed_on" is '移出日期 Removed on';
comment on column "credit"."golden_history"."removal_reason" is '移出原因 Reason of removal';
comment on column "credit"."golden_history"."year" is '年度 Year';
comment on column "credit"."golden_history"."grade" is '等级 Grade';
comment on column "credit"."golden_history"."commitment_type" is '承诺类型 Type of commitment';
comment on column "credit"."golden_history"."matter" is '承诺或评价事项 Matter';
comment on column "credit"."golden_history"."accepted_by" is '承诺受理单位 Accepted by';
comment on column "credit"."golden_history"."ref_document_no" is '所涉决定文书号 Decision concerned';
comment on column "credit"."golden_history"."ref_list_code" is '所涉名单代码 List concerned';
comment on column "credit"."golden_history"."repaired_on" is '修复日期 Repaired on';
comment on column "credit"."golden_history"."raised_on" is '异议提出日期 Objection raised on';
comment on column "credit"."golden_history"."objection_state" is '异议状态 State of the objection';
comment on column "credit"."golden_history"."objection_result" is '异议处理结果 Result of the objection';
comment on column "credit"."golden_history"."closed_on" is '异议办结日期 Objection closed on';
comment on column "credit"."golden_history"."decided_on" is '决定日期 Decided on';
comment on column "credit"."golden_history"."valid_from" is '有效期自 Valid from';
comment on column "credit"."golden_history"."valid_to" is '有效期至 Valid to';
comment on column "credit"."golden_history"."publish_until" is '公示截止期 Published until';
comment on column "credit"."golden_history"."decided_by" is '决定机关 Authority';
comment on column "credit"."golden_history"."decided_by_code" is '决定机关统一社会信用代码 Authority’s unified social credit code';
comment on column "credit"."golden_history"."record_state" is '当前状态 State';
comment on column "credit"."golden_history"."use_scope" is '信息使用范围 Scope of use';
comment on column "credit"."golden_history"."division_code" is '地方编码 Division';
comment on column "credit"."golden_history"."source_unit" is '数据来源单位 Supplying unit';
comment on column "credit"."golden_history"."source_unit_code" is '数据来源单位统一社会信用代码 Supplying unit’s code';
comment on column "credit"."golden_history"."remark" is '备注 Remark';
create table if not exists "credit"."identifier" (
  "type" text not null,
  "value" text not null,
  "golden_id" uuid not null,
  "status" text not null default 'current',
  "valid_from" date,
  "valid_to" date,
  "reason" text,
  constraint "identifier_pkey" primary key ("type", "value", "golden_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."identifier" is 'Every identifier by which a golden record is found; derived';
comment on column "credit"."identifier"."valid_from" is '有效期自 Valid from';
comment on column "credit"."identifier"."valid_to" is '有效期至 Valid to';
comment on column "credit"."identifier"."reason" is '列入或提出事由 Reason';
create index if not exists "identifier_golden" on "credit"."identifier" using btree (golden_id);
comment on index "credit"."identifier_golden" is 'using btree (golden_id)';
create table if not exists "credit"."pointing_key" (
  "key" text not null,
  "record_id" uuid not null,
  constraint "pointing_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."pointing_key" is 'Composite keys by which records without a number join; derived';
create index if not exists "pointing_key_record" on "credit"."pointing_key" using btree (record_id);
comment on index "credit"."pointing_key_record" is 'using btree (record_id)';
create table if not exists "credit"."block_key" (
  "key" bigint not null,
  "record_id" uuid not null,
  "is_numbered" boolean not null,
  constraint "block_key_pkey" primary key ("key", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."block_key" is 'Digests of the keys under which records are compared; derived';
create table if not exists "credit"."match_queue" (
  "record_id" uuid not null,
  "queued_at" timestamptz not null,
  constraint "match_queue_pkey" primary key ("record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."match_queue" is 'Records that are new or changed and not yet compared by score; the state of work';
create table if not exists "credit"."candidate" (
  "record_id" uuid not null,
  "other_id" uuid not null,
  "score" real not null,
  "levels" smallint[] not null,
  "outcome" text not null,
  "relation" text,
  "model_id" integer not null,
  constraint "candidate_pkey" primary key ("record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."candidate" is 'Pairs that the active model finds worth a look, record_id < other_id; derived';
create index if not exists "candidate_other" on "credit"."candidate" using btree (other_id);
comment on index "credit"."candidate_other" is 'using btree (other_id)';
create table if not exists "credit"."decided" (
  "decision_id" uuid not null,
  "kind" text not null,
  "record_id" uuid not null,
  "other_id" uuid not null,
  constraint "decided_pkey" primary key ("decision_id", "kind", "record_id", "other_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."decided" is 'What decisions in force say of records; derived from hub.decision';
create index if not exists "decided_record" on "credit"."decided" using btree (record_id);
comment on index "credit"."decided_record" is 'using btree (record_id)';
create index if not exists "decided_other" on "credit"."decided" using btree (other_id);
comment on index "credit"."decided_other" is 'using btree (other_id)';
create table if not exists "credit"."pin" (
  "decision_id" uuid not null,
  "record_id" uuid not null,
  "place" integer not null,
  "attribute" text not null,
  "value" text not null,
  "name_keys" text[],
  "decided_on" date not null,
  "valid_to" date not null,
  constraint "pin_pkey" primary key ("decision_id", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."pin" is 'Values that a person set for one attribute, until a day; derived from hub.decision';
comment on column "credit"."pin"."decided_on" is '决定日期 Decided on';
comment on column "credit"."pin"."valid_to" is '有效期至 Valid to';
create index if not exists "pin_record" on "credit"."pin" using btree (record_id);
comment on index "credit"."pin_record" is 'using btree (record_id)';
create table if not exists "credit"."decided_relation" (
  "decision_id" uuid not null,
  "side" text not null,
  "record_id" uuid not null,
  "place" integer not null,
  "type" text not null,
  "is_refused" boolean not null,
  constraint "decided_relation_pkey" primary key ("decision_id", "side", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."decided_relation" is 'Golden records of which a person decided that they stand in a relation, or never do; derived from hub.decision';
create index if not exists "decided_relation_record" on "credit"."decided_relation" using btree (record_id);
comment on index "credit"."decided_relation_record" is 'using btree (record_id)';
create table if not exists "credit"."key_alias" (
  "old_key" text not null,
  "held_from" date not null default '-infinity',
  "new_key" text not null,
  "changed_on" date not null,
  "reason" text,
  "record_id" uuid not null,
  "reissued_on" date,
  "names" text[],
  "other_names" text[] not null default '{}',
  constraint "key_alias_pkey" primary key ("old_key", "held_from", "record_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."key_alias" is 'Old unique numbers and the number that replaced them, for each bearer and their days; derived from change notices';
comment on column "credit"."key_alias"."reason" is '列入或提出事由 Reason';
create index if not exists "key_alias_new" on "credit"."key_alias" using btree (new_key);
comment on index "credit"."key_alias_new" is 'using btree (new_key)';
create table if not exists "credit"."relation" (
  "record_id" uuid not null,
  "type" text not null,
  "golden_id" uuid not null,
  "target_library" text not null,
  "target_type" text,
  "target_value" text,
  "target_name" text,
  "target_golden_id" uuid,
  "valid_from" date,
  "valid_to" date,
  "decision_id" uuid,
  constraint "relation_pkey" primary key ("record_id", "type")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."relation" is 'Who stands in which relation to whom, by the source’s words or a decision; derived';
comment on column "credit"."relation"."valid_from" is '有效期自 Valid from';
comment on column "credit"."relation"."valid_to" is '有效期至 Valid to';
create index if not exists "relation_golden" on "credit"."relation" using btree (golden_id);
comment on index "credit"."relation_golden" is 'using btree (golden_id)';
create index if not exists "relation_target" on "credit"."relation" using btree (target_type, target_value);
comment on index "credit"."relation_target" is 'using btree (target_type, target_value)';
create index if not exists "relation_target_golden" on "credit"."relation" using btree (target_golden_id) where target_golden_id is not null;
comment on index "credit"."relation_target_golden" is 'using btree (target_golden_id) where target_golden_id is not null';
create index if not exists "relation_decision" on "credit"."relation" using btree (decision_id) where decision_id is not null;
comment on index "credit"."relation_decision" is 'using btree (decision_id) where decision_id is not null';
create table if not exists "credit"."reject" (
  "reject_id" uuid not null,
  "load_id" bigint not null,
  "feed" text not null,
  "line" integer not null,
  "record_id" uuid,
  "rule" text not null,
  "field" text,
  "cause" text,
  "header" text[] not null,
  "cells" text[] not null,
  "created_at" timestamptz not null,
  "closed_at" timestamptz,
  "closed_by_load" bigint,
  constraint "reject_pkey" primary key ("reject_id")
) with (autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_scale_factor = 0.3);
comment on table "credit"."reject" is 'Rows that could not be recorded, with the original cells; a truth';
create index if not exists "reject_load" on "credit"."reject" using btree (load_id, line);
comment on index "credit"."reject_load" is 'using btree (load_id, line)';
create index if not exists "reject_open_record" on "credit"."reject" using btree (record_id) where closed_at is null;
comment on index "credit"."reject_open_record" is 'using btree (record_id) where closed_at is null';
