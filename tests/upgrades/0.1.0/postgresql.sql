--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit_queue(); Type: FUNCTION; Schema: public; Owner: handrail_owner
--

CREATE FUNCTION public.audit_queue() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO audit_pendingevent (event) SELECT id FROM added;
    RETURN NULL;
END
$$;


ALTER FUNCTION public.audit_queue() OWNER TO handrail_owner;

--
-- Name: audit_refuse(); Type: FUNCTION; Schema: public; Owner: handrail_owner
--

CREATE FUNCTION public.audit_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;


ALTER FUNCTION public.audit_refuse() OWNER TO handrail_owner;

--
-- Name: handrail_exclusions_follow_account(); Type: FUNCTION; Schema: public; Owner: handrail_owner
--

CREATE FUNCTION public.handrail_exclusions_follow_account() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    old_path text := (SELECT path FROM public.core_unit WHERE id = OLD.unit_id);
    new_path text := (SELECT path FROM public.core_unit WHERE id = NEW.unit_id);
BEGIN
    INSERT INTO public.core_exclusion (id, case_id, account_id, unit_path, starts_at, decided_by, follows)
        SELECT gen_random_uuid(), e.case_id, NEW.id, '', now(), e.decided_by, COALESCE(e.follows, e.id)
        FROM public.core_exclusion e
        WHERE e.reversed_at IS NULL AND e.unit_path <> ''
          AND starts_with(old_path, e.unit_path) AND NOT starts_with(new_path, e.unit_path);
    RETURN NULL;
END
$$;


ALTER FUNCTION public.handrail_exclusions_follow_account() OWNER TO handrail_owner;

--
-- Name: handrail_exclusions_follow_unit(); Type: FUNCTION; Schema: public; Owner: handrail_owner
--

CREATE FUNCTION public.handrail_exclusions_follow_unit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    UPDATE public.core_exclusion SET unit_path = NEW.path WHERE unit_path = OLD.path;
    INSERT INTO public.core_exclusion (id, case_id, unit_path, starts_at, decided_by, follows)
        SELECT gen_random_uuid(), e.case_id, NEW.path, now(), e.decided_by, COALESCE(e.follows, e.id)
        FROM public.core_exclusion e
        WHERE e.reversed_at IS NULL AND e.unit_path <> ''
          AND starts_with(OLD.path, e.unit_path) AND NOT starts_with(NEW.path, e.unit_path)
          AND NOT EXISTS (
              SELECT FROM public.core_exclusion other
              WHERE other.case_id = e.case_id AND other.reversed_at IS NULL AND other.unit_path <> ''
                AND starts_with(NEW.path, other.unit_path)
                AND COALESCE(other.follows, other.id) = COALESCE(e.follows, e.id));
    RETURN NULL;
END
$$;


ALTER FUNCTION public.handrail_exclusions_follow_unit() OWNER TO handrail_owner;

--
-- Name: handrail_hidden_cases(uuid); Type: FUNCTION; Schema: public; Owner: handrail_owner
--

CREATE FUNCTION public.handrail_hidden_cases(asked_for uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF asked_for::text IS DISTINCT FROM NULLIF(current_setting('handrail.account', true), '') THEN
        RAISE EXCEPTION 'handrail: exclusions are answered for the acting account only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT e.case_id FROM public.core_exclusion e
        WHERE e.reversed_at IS NULL
          AND (e.account_id = asked_for
               OR (e.unit_path <> '' AND starts_with(
                    (SELECT u.path FROM public.core_account a JOIN public.core_unit u ON u.id = a.unit_id
                     WHERE a.id = asked_for),
                    e.unit_path)));
END
$$;


ALTER FUNCTION public.handrail_hidden_cases(asked_for uuid) OWNER TO handrail_owner;

--
-- Name: handrail_reversals_follow(); Type: FUNCTION; Schema: public; Owner: handrail_owner
--

CREATE FUNCTION public.handrail_reversals_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    UPDATE public.core_exclusion SET reversed_at = NEW.reversed_at
    WHERE follows = NEW.id AND reversed_at IS NULL;
    RETURN NULL;
END
$$;


ALTER FUNCTION public.handrail_reversals_follow() OWNER TO handrail_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account_emailaddress; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);


ALTER TABLE public.account_emailaddress OWNER TO handrail_owner;

--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_emailconfirmation; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


ALTER TABLE public.account_emailconfirmation OWNER TO handrail_owner;

--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_auditevent; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.audit_auditevent (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action character varying(100) NOT NULL,
    kind character varying(64) NOT NULL,
    ids jsonb NOT NULL,
    actor uuid,
    organisation uuid,
    reason character varying(64) NOT NULL
);


ALTER TABLE public.audit_auditevent OWNER TO handrail_owner;

--
-- Name: audit_auditreason; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.audit_auditreason (
    event uuid NOT NULL,
    organisation uuid NOT NULL,
    sealed bytea NOT NULL
);


ALTER TABLE public.audit_auditreason OWNER TO handrail_owner;

--
-- Name: audit_checkpoint; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.audit_checkpoint (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    "position" bigint NOT NULL,
    document jsonb NOT NULL
);


ALTER TABLE public.audit_checkpoint OWNER TO handrail_owner;

--
-- Name: audit_installation; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.audit_installation (
    number smallint NOT NULL,
    id uuid NOT NULL,
    CONSTRAINT audit_installation_number_check CHECK ((number >= 0)),
    CONSTRAINT audit_one_installation CHECK ((number = 1))
);


ALTER TABLE public.audit_installation OWNER TO handrail_owner;

--
-- Name: audit_pendingevent; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.audit_pendingevent (
    event uuid NOT NULL
);


ALTER TABLE public.audit_pendingevent OWNER TO handrail_owner;

--
-- Name: audit_seal; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.audit_seal (
    "position" bigint NOT NULL,
    event uuid NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    CONSTRAINT audit_positions_from_one CHECK (("position" >= 1))
);


ALTER TABLE public.audit_seal OWNER TO handrail_owner;

--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


ALTER TABLE public.auth_group OWNER TO handrail_owner;

--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.auth_group_permissions OWNER TO handrail_owner;

--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


ALTER TABLE public.auth_permission OWNER TO handrail_owner;

--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accessattempt; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);


ALTER TABLE public.axes_accessattempt OWNER TO handrail_owner;

--
-- Name: axes_accessattempt_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accessattemptexpiration; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


ALTER TABLE public.axes_accessattemptexpiration OWNER TO handrail_owner;

--
-- Name: axes_accessfailurelog; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);


ALTER TABLE public.axes_accessfailurelog OWNER TO handrail_owner;

--
-- Name: axes_accessfailurelog_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accesslog; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);


ALTER TABLE public.axes_accesslog OWNER TO handrail_owner;

--
-- Name: axes_accesslog_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cooperate_importrow; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.cooperate_importrow (
    id uuid NOT NULL,
    "row" integer NOT NULL,
    outcome character varying(16) NOT NULL,
    decision character varying(8) NOT NULL,
    case_id uuid,
    person_id uuid,
    case_version integer,
    written_at timestamp with time zone,
    undone boolean NOT NULL,
    kept_because character varying(40) NOT NULL,
    sealed bytea NOT NULL,
    run_id uuid NOT NULL,
    CONSTRAINT cooperate_importrow_case_version_check CHECK ((case_version >= 0)),
    CONSTRAINT cooperate_importrow_row_check CHECK (("row" >= 0)),
    CONSTRAINT import_row_only_waiting_rows_are_decided CHECK ((((decision)::text = ''::text) OR (((decision)::text = ANY ((ARRAY['waiting'::character varying, 'update'::character varying, 'new'::character varying, 'skip'::character varying, 'mended'::character varying])::text[])) AND ((outcome)::text = ANY ((ARRAY['refused'::character varying, 'possible_update'::character varying])::text[]))))),
    CONSTRAINT import_row_outcome_known CHECK (((outcome)::text = ANY ((ARRAY['created'::character varying, 'updated'::character varying, 'unchanged'::character varying, 'refused'::character varying, 'possible_update'::character varying])::text[])))
);


ALTER TABLE public.cooperate_importrow OWNER TO handrail_owner;

--
-- Name: cooperate_importrun; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.cooperate_importrun (
    id uuid NOT NULL,
    file_id uuid,
    headers_token bytea NOT NULL,
    layout character varying(40) NOT NULL,
    status character varying(12) NOT NULL,
    attempt integer NOT NULL,
    phase character varying(12) NOT NULL,
    rows_done integer NOT NULL,
    rows_total integer NOT NULL,
    beat_at timestamp with time zone,
    failed_because character varying(64) NOT NULL,
    dropped jsonb NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    account_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT cooperate_importrun_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT cooperate_importrun_rows_done_check CHECK ((rows_done >= 0)),
    CONSTRAINT cooperate_importrun_rows_total_check CHECK ((rows_total >= 0)),
    CONSTRAINT import_run_done_has_an_end CHECK (((NOT ((status)::text = ANY ((ARRAY['done'::character varying, 'undone'::character varying])::text[]))) OR (finished_at IS NOT NULL))),
    CONSTRAINT import_run_status_known CHECK (((status)::text = ANY ((ARRAY['uploaded'::character varying, 'mapped'::character varying, 'checked'::character varying, 'confirmed'::character varying, 'running'::character varying, 'done'::character varying, 'failed'::character varying, 'undone'::character varying])::text[])))
);


ALTER TABLE public.cooperate_importrun OWNER TO handrail_owner;

--
-- Name: cooperate_savedmapping; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.cooperate_savedmapping (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    headers_token bytea NOT NULL,
    sealed bytea NOT NULL,
    saved_by uuid NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL
);


ALTER TABLE public.cooperate_savedmapping OWNER TO handrail_owner;

--
-- Name: core_absence; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_absence (
    id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    account_id uuid NOT NULL,
    deputy_id uuid,
    entered_by_id uuid NOT NULL,
    CONSTRAINT absence_deputy_does_not_enter_it CHECK (((deputy_id IS NULL) OR (NOT ((deputy_id = entered_by_id) AND (deputy_id IS NOT NULL))))),
    CONSTRAINT absence_deputy_is_somebody_else CHECK (((deputy_id IS NULL) OR (NOT ((deputy_id = account_id) AND (deputy_id IS NOT NULL))))),
    CONSTRAINT absence_ends_after_it_starts CHECK ((ends_on >= starts_on))
);


ALTER TABLE public.core_absence OWNER TO handrail_owner;

--
-- Name: core_account; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_account (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    username character varying(80) NOT NULL,
    display_name character varying(120) NOT NULL,
    language character varying(10) NOT NULL,
    is_active boolean NOT NULL,
    must_change_password boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL,
    unit_id uuid NOT NULL
);


ALTER TABLE public.core_account OWNER TO handrail_owner;

--
-- Name: core_attachment; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_attachment (
    id uuid NOT NULL,
    file_id uuid NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    sealed bytea NOT NULL,
    added_by uuid,
    created_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT attachment_size_not_negative CHECK ((size >= 0))
);


ALTER TABLE public.core_attachment OWNER TO handrail_owner;

--
-- Name: core_breakglass; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_breakglass (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    sealed_reason bytea NOT NULL,
    reviewed_by uuid,
    reviewed_at timestamp with time zone,
    doubtful boolean NOT NULL,
    CONSTRAINT break_glass_has_length CHECK ((until > opened_at)),
    CONSTRAINT break_glass_reviewed_who_and_when CHECK ((((reviewed_at IS NULL) AND (reviewed_by IS NULL)) OR ((reviewed_at IS NOT NULL) AND (reviewed_by IS NOT NULL))))
);


ALTER TABLE public.core_breakglass OWNER TO handrail_owner;

--
-- Name: core_cascaderow; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_cascaderow (
    case_id uuid NOT NULL,
    agency character varying(16) NOT NULL,
    province character varying(80) NOT NULL,
    origin character varying(12) NOT NULL,
    sex character varying(8) NOT NULL,
    age_band character varying(8) NOT NULL,
    child boolean,
    purpose character varying(16) NOT NULL,
    detected_on date,
    quarter character varying(6) NOT NULL,
    screened_on date,
    presumed_on date,
    identified_on date,
    assisted_on date,
    reintegrated_on date,
    investigated_on date,
    prosecuted_on date,
    convicted_on date,
    remedied_on date,
    ended_on date,
    ended_because character varying(16) NOT NULL,
    declined_assistance_on date,
    declined_justice_on date,
    reasons jsonb NOT NULL,
    organisation_id uuid NOT NULL,
    owner_id uuid,
    unit_id uuid NOT NULL,
    vague smallint NOT NULL,
    CONSTRAINT cascade_row_end_has_day_and_reason CHECK (((((ended_because)::text = ''::text) AND (ended_on IS NULL)) OR (((ended_because)::text = ANY ((ARRAY['died'::character varying, 'departed'::character varying, 'acquitted'::character varying, 'declined'::character varying, 'lost_contact'::character varying, 'completed'::character varying, 'other'::character varying])::text[])) AND (ended_on IS NOT NULL)))),
    CONSTRAINT core_cascaderow_vague_check CHECK ((vague >= 0))
);


ALTER TABLE public.core_cascaderow OWNER TO handrail_owner;

--
-- Name: core_case; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_case (
    id uuid NOT NULL,
    number character varying(16) NOT NULL,
    status character varying(16) NOT NULL,
    opened_on date NOT NULL,
    coded jsonb NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    import_run uuid,
    owner_id uuid,
    organisation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT case_status_known CHECK (((status)::text = ANY ((ARRAY['Active'::character varying, 'FollowUp'::character varying, 'Closed'::character varying, 'ClosedReferred'::character varying])::text[]))),
    CONSTRAINT core_case_version_check CHECK ((version >= 0))
);


ALTER TABLE public.core_case OWNER TO handrail_owner;

--
-- Name: core_consentgrant; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_consentgrant (
    id uuid NOT NULL,
    purpose character varying(16) NOT NULL,
    fields jsonb NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    withdrawn_on date,
    language character varying(10) NOT NULL,
    explained_how character varying(20) NOT NULL,
    recorded_by uuid,
    recorded_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    CONSTRAINT consent_has_length CHECK ((ends_on > starts_on)),
    CONSTRAINT consent_purpose_known CHECK (((purpose)::text = ANY ((ARRAY['assistance'::character varying, 'investigation'::character varying, 'return'::character varying, 'research'::character varying])::text[])))
);


ALTER TABLE public.core_consentgrant OWNER TO handrail_owner;

--
-- Name: core_entry; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_entry (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    coded jsonb NOT NULL,
    sealed bytea NOT NULL,
    written_by uuid,
    created_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT entry_kind_known CHECK (((kind)::text = ANY ((ARRAY['event'::character varying, 'plan'::character varying, 'comment'::character varying, 'organisation'::character varying])::text[])))
);


ALTER TABLE public.core_entry OWNER TO handrail_owner;

--
-- Name: core_exclusion; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_exclusion (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid,
    unit_path character varying(500) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    reversed_at timestamp with time zone,
    decided_by uuid NOT NULL,
    follows uuid,
    CONSTRAINT exclusion_of_a_whole_path CHECK ((((unit_path)::text = ''::text) OR ((unit_path)::text ~~ '%.'::text))),
    CONSTRAINT exclusion_of_an_account_or_a_unit CHECK ((((account_id IS NOT NULL) AND ((unit_path)::text = ''::text)) OR ((account_id IS NULL) AND (NOT ((unit_path)::text = ''::text)))))
);


ALTER TABLE public.core_exclusion OWNER TO handrail_owner;

--
-- Name: core_externalreference; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_externalreference (
    id uuid NOT NULL,
    system character varying(80) NOT NULL,
    token bytea NOT NULL,
    case_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);


ALTER TABLE public.core_externalreference OWNER TO handrail_owner;

--
-- Name: core_hold; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_hold (
    id uuid NOT NULL,
    until date NOT NULL,
    decided_by uuid NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    sealed bytea NOT NULL,
    case_id uuid NOT NULL
);


ALTER TABLE public.core_hold OWNER TO handrail_owner;

--
-- Name: core_mailaddress; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_mailaddress (
    account_id uuid NOT NULL,
    sealed bytea NOT NULL,
    mailed_at timestamp with time zone
);


ALTER TABLE public.core_mailaddress OWNER TO handrail_owner;

--
-- Name: core_milestone; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_milestone (
    id uuid NOT NULL,
    kind character varying(24) NOT NULL,
    earliest date NOT NULL,
    latest date NOT NULL,
    reason character varying(40) NOT NULL,
    source_kind character varying(24) NOT NULL,
    source_id uuid,
    source_row integer,
    recorded_by uuid,
    recorded_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT core_milestone_source_row_check CHECK ((source_row >= 0)),
    CONSTRAINT milestone_interval_in_order CHECK ((latest >= earliest))
);


ALTER TABLE public.core_milestone OWNER TO handrail_owner;

--
-- Name: core_notice; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_notice (
    id uuid NOT NULL,
    kind character varying(24) NOT NULL,
    case_id uuid,
    about uuid,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    account_id uuid NOT NULL
);


ALTER TABLE public.core_notice OWNER TO handrail_owner;

--
-- Name: core_organisation; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_organisation (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    short_name character varying(12) NOT NULL,
    kind character varying(16) NOT NULL,
    country character varying(2) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT organisation_kind_known CHECK (((kind)::text = ANY ((ARRAY['police'::character varying, 'immigration'::character varying, 'labour'::character varying, 'prosecution'::character varying, 'welfare'::character varying, 'shelter'::character varying, 'hotline'::character varying, 'anticorruption'::character varying, 'coordination'::character varying, 'other'::character varying])::text[])))
);


ALTER TABLE public.core_organisation OWNER TO handrail_owner;

--
-- Name: core_party; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_party (
    id uuid NOT NULL,
    role character varying(12) NOT NULL,
    coded jsonb NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT party_role_known CHECK (((role)::text = ANY ((ARRAY['suspect'::character varying, 'official'::character varying, 'firm'::character varying, 'family'::character varying, 'guardian'::character varying, 'witness'::character varying, 'other'::character varying])::text[])))
);


ALTER TABLE public.core_party OWNER TO handrail_owner;

--
-- Name: core_person; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_person (
    id uuid NOT NULL,
    sex character varying(8) NOT NULL,
    coded jsonb NOT NULL,
    sealed bytea NOT NULL,
    erased_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    CONSTRAINT person_sex_known CHECK (((sex)::text = ANY ((ARRAY['female'::character varying, 'male'::character varying, 'other'::character varying, 'unknown'::character varying])::text[])))
);


ALTER TABLE public.core_person OWNER TO handrail_owner;

--
-- Name: core_recovery; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_recovery (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    code_hash character varying(200) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id uuid NOT NULL,
    asked_by_id uuid NOT NULL,
    confirmed_by_id uuid,
    CONSTRAINT recovery_confirmed_who_and_when CHECK ((((confirmed_at IS NULL) AND (confirmed_by_id IS NULL)) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL)))),
    CONSTRAINT recovery_needs_two_persons CHECK (((confirmed_by_id IS NULL) OR (NOT ((confirmed_by_id = asked_by_id) AND (confirmed_by_id IS NOT NULL))))),
    CONSTRAINT recovery_not_by_oneself CHECK (((NOT ((confirmed_by_id = account_id) AND (confirmed_by_id IS NOT NULL))) AND (NOT (asked_by_id = account_id))))
);


ALTER TABLE public.core_recovery OWNER TO handrail_owner;

--
-- Name: core_referral; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_referral (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    sent_by uuid,
    sent_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    case_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    to_unit_id uuid NOT NULL,
    CONSTRAINT referral_answered_when_answered CHECK ((((answered_at IS NULL) AND ((status)::text = 'sent'::text)) OR ((NOT ((status)::text = 'sent'::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT referral_status_known CHECK (((status)::text = ANY ((ARRAY['sent'::character varying, 'accepted'::character varying, 'declined'::character varying, 'ended'::character varying])::text[])))
);


ALTER TABLE public.core_referral OWNER TO handrail_owner;

--
-- Name: core_rightsrequest; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_rightsrequest (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    asked_by character varying(16) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    state character varying(12) NOT NULL,
    entered_by uuid NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    grace_until date,
    lifted_at timestamp with time zone,
    sealed bytea NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT erasure_confirmed_by_a_second_person CHECK (((NOT ((state)::text = 'confirmed'::text)) OR ((grace_until IS NOT NULL) AND ((kind)::text = 'erasure'::text) AND (NOT ((decided_by = entered_by) AND (decided_by IS NOT NULL)))))),
    CONSTRAINT right_asker_known CHECK (((asked_by)::text = ANY ((ARRAY['person'::character varying, 'guardian'::character varying, 'representative'::character varying, 'retention'::character varying])::text[]))),
    CONSTRAINT right_decided_when_decided CHECK ((((decided_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT right_known CHECK (((kind)::text = ANY ((ARRAY['access'::character varying, 'correction'::character varying, 'restriction'::character varying, 'objection'::character varying, 'erasure'::character varying])::text[]))),
    CONSTRAINT right_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'confirmed'::character varying, 'granted'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])))
);


ALTER TABLE public.core_rightsrequest OWNER TO handrail_owner;

--
-- Name: core_rolegrant; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_rolegrant (
    id uuid NOT NULL,
    role character varying(40) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    granted_by uuid,
    account_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT role_ends_after_it_starts CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)))
);


ALTER TABLE public.core_rolegrant OWNER TO handrail_owner;

--
-- Name: core_rolereview; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_rolereview (
    id uuid NOT NULL,
    quarter character varying(6) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by_id uuid NOT NULL,
    grant_id uuid NOT NULL
);


ALTER TABLE public.core_rolereview OWNER TO handrail_owner;

--
-- Name: core_unit; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.core_unit (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    province character varying(80) NOT NULL,
    path character varying(500) NOT NULL,
    organisation_id uuid NOT NULL,
    parent_id uuid,
    closed_on date
);


ALTER TABLE public.core_unit OWNER TO handrail_owner;

--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


ALTER TABLE public.django_content_type OWNER TO handrail_owner;

--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


ALTER TABLE public.django_migrations OWNER TO handrail_owner;

--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


ALTER TABLE public.django_session OWNER TO handrail_owner;

--
-- Name: django_tasks_database_dbtaskresult; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text CONSTRAINT django_tasks_database_dbtaskresul_exception_class_path_not_null NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);


ALTER TABLE public.django_tasks_database_dbtaskresult OWNER TO handrail_owner;

--
-- Name: measure_publishedfigure; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.measure_publishedfigure (
    id uuid NOT NULL,
    iso3 character varying(3) NOT NULL,
    country character varying(120) NOT NULL,
    subregion character varying(80) NOT NULL,
    indicator character varying(80) NOT NULL,
    dimension character varying(60) NOT NULL,
    category character varying(200) NOT NULL,
    sex character varying(20) NOT NULL,
    age character varying(30) NOT NULL,
    year smallint NOT NULL,
    low integer NOT NULL,
    high integer NOT NULL,
    damaged boolean NOT NULL,
    source_id uuid NOT NULL,
    CONSTRAINT figure_interval_in_order CHECK ((high >= low)),
    CONSTRAINT measure_publishedfigure_high_check CHECK ((high >= 0)),
    CONSTRAINT measure_publishedfigure_low_check CHECK ((low >= 0)),
    CONSTRAINT measure_publishedfigure_year_check CHECK ((year >= 0))
);


ALTER TABLE public.measure_publishedfigure OWNER TO handrail_owner;

--
-- Name: measure_publishedsource; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.measure_publishedsource (
    id uuid NOT NULL,
    name character varying(40) NOT NULL,
    citation character varying(300) NOT NULL,
    sha256 character varying(64) NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    rows_in integer NOT NULL,
    rows_kept integer NOT NULL,
    dropped jsonb NOT NULL,
    CONSTRAINT measure_publishedsource_rows_in_check CHECK ((rows_in >= 0)),
    CONSTRAINT measure_publishedsource_rows_kept_check CHECK ((rows_kept >= 0)),
    CONSTRAINT source_keeps_no_more_than_came_in CHECK ((rows_in >= rows_kept))
);


ALTER TABLE public.measure_publishedsource OWNER TO handrail_owner;

--
-- Name: measure_snapshot; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.measure_snapshot (
    id uuid NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by uuid NOT NULL,
    as_of date NOT NULL,
    first_quarter character varying(6) NOT NULL,
    last_quarter character varying(6) NOT NULL,
    body text NOT NULL,
    sha256 character varying(64) NOT NULL,
    CONSTRAINT snapshot_quarters_in_order CHECK (((last_quarter)::text >= (first_quarter)::text))
);


ALTER TABLE public.measure_snapshot OWNER TO handrail_owner;

--
-- Name: mfa_authenticator; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


ALTER TABLE public.mfa_authenticator OWNER TO handrail_owner;

--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: usersessions_usersession; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL
);


ALTER TABLE public.usersessions_usersession OWNER TO handrail_owner;

--
-- Name: usersessions_usersession_id_seq; Type: SEQUENCE; Schema: public; Owner: handrail_owner
--

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vault_blindindex; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.vault_blindindex (
    organisation uuid NOT NULL,
    kind character varying(1) NOT NULL,
    token bytea NOT NULL,
    person uuid NOT NULL
);


ALTER TABLE public.vault_blindindex OWNER TO handrail_owner;

--
-- Name: vault_installationkey; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.vault_installationkey (
    number smallint NOT NULL,
    key_id character varying(16) NOT NULL,
    master_key_id character varying(16) NOT NULL,
    wrapped bytea NOT NULL,
    CONSTRAINT vault_installationkey_number_check CHECK ((number >= 0)),
    CONSTRAINT vault_one_installation_key CHECK ((number = 1))
);


ALTER TABLE public.vault_installationkey OWNER TO handrail_owner;

--
-- Name: vault_keptfile; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.vault_keptfile (
    id uuid NOT NULL,
    owner_kind character varying(12) NOT NULL,
    owner uuid NOT NULL,
    size bigint NOT NULL,
    key_version smallint NOT NULL,
    sealed_sha256 bytea NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    CONSTRAINT vault_file_owner_kind CHECK (((owner_kind)::text = ANY ((ARRAY['person'::character varying, 'organisation'::character varying])::text[]))),
    CONSTRAINT vault_file_size_not_negative CHECK ((size >= 0)),
    CONSTRAINT vault_keptfile_key_version_check CHECK ((key_version >= 0))
);


ALTER TABLE public.vault_keptfile OWNER TO handrail_owner;

--
-- Name: vault_organisationkey; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.vault_organisationkey (
    id uuid NOT NULL,
    organisation uuid NOT NULL,
    version smallint NOT NULL,
    master_key_id character varying(16) NOT NULL,
    wrapped bytea NOT NULL,
    CONSTRAINT vault_organisationkey_version_check CHECK ((version >= 0))
);


ALTER TABLE public.vault_organisationkey OWNER TO handrail_owner;

--
-- Name: vault_personkey; Type: TABLE; Schema: public; Owner: handrail_owner
--

CREATE TABLE public.vault_personkey (
    person uuid NOT NULL,
    organisation uuid NOT NULL,
    version smallint NOT NULL,
    organisation_key_id uuid NOT NULL,
    wrapped bytea NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT vault_erased_means_no_key CHECK (((erased_at IS NULL) OR (wrapped = '\x'::bytea))),
    CONSTRAINT vault_personkey_version_check CHECK ((version >= 0))
);


ALTER TABLE public.vault_personkey OWNER TO handrail_owner;

--
-- Data for Name: account_emailaddress; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: account_emailconfirmation; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: audit_auditevent; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.audit_auditevent VALUES ('7d7dcab6-d271-4555-9829-4fa20606ecb0', '2026-11-24 20:10:23.209767+00', 'core:case:created', 'case', '["4a16f216-d145-4c05-86db-4996bf776083"]', '12c82ffe-9aaa-4864-a3d7-274565676c6d', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 'intake');
INSERT INTO public.audit_auditevent VALUES ('99e44399-0a45-479a-be5e-b39d8c69b936', '2026-11-24 20:10:23.221523+00', 'core:case:created', 'case', '["dc470e8c-617c-4898-847f-697b2109f80b"]', '0ca34a37-a83c-4073-89ec-da5e8830f1cd', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', 'intake');
INSERT INTO public.audit_auditevent VALUES ('c0d7a76f-6ed6-4eb9-b728-a085f84ffc3c', '2026-11-24 20:10:23.228381+00', 'core:case:created', 'case', '["098b02cd-8710-4c49-b555-9ba16cea6ea2"]', '12c82ffe-9aaa-4864-a3d7-274565676c6d', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 'intake');
INSERT INTO public.audit_auditevent VALUES ('ab9f46cc-ed88-424d-82c3-bda790ce5252', '2026-11-24 20:10:23.246575+00', 'core:attachment:added', 'case', '["4a16f216-d145-4c05-86db-4996bf776083", "e8d1d273-92e6-4830-a1f6-2ca2d3bcef8a"]', '12c82ffe-9aaa-4864-a3d7-274565676c6d', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '');


--
-- Data for Name: audit_auditreason; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: audit_checkpoint; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.audit_checkpoint VALUES ('39143016-b821-4d5d-a53f-5ac20653ae6e', '2026-11-24 20:10:23.261428+00', 4, '{"at": "2026-11-24T20:10:23.261428Z", "hash": "007e894853651b070aa9af1d8b3f98fb95397d1eab5fa8901ef26b505b945528", "format": "handrail-checkpoint/1", "position": 4, "signature": "f9a0d36cd564d37e0d9e71a07b5056521002e36708524084dd931eb966723f123711a80b735e9e02c52d99334500f23ae34cbcf9120d6b42a25a01daf4c9a702", "public_key": "b8d0420237772d8eed155ee24feccb0bd56ae0360752dfb63b08386797c405ed", "installation": "608aff6b-ca77-417e-bae8-9ad3776ca004"}');


--
-- Data for Name: audit_installation; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.audit_installation VALUES (1, '608aff6b-ca77-417e-bae8-9ad3776ca004');


--
-- Data for Name: audit_pendingevent; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: audit_seal; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.audit_seal VALUES (1, '7d7dcab6-d271-4555-9829-4fa20606ecb0', 'c2e60e94f7b5a9a50de025ae31fd4d04514b439b185c3e0540ad873cab0fea51', 'e086399cfaad7663d6b45796bdadb865d3386aecb4a753fa644acae5012d2736');
INSERT INTO public.audit_seal VALUES (2, '99e44399-0a45-479a-be5e-b39d8c69b936', 'e086399cfaad7663d6b45796bdadb865d3386aecb4a753fa644acae5012d2736', 'e6fbed4ee4ff54210e0e86ec6fae2566fd5a0b90101ecb64c6ca2568a5824430');
INSERT INTO public.audit_seal VALUES (3, 'c0d7a76f-6ed6-4eb9-b728-a085f84ffc3c', 'e6fbed4ee4ff54210e0e86ec6fae2566fd5a0b90101ecb64c6ca2568a5824430', '9218b15c60d703d4c913eb200cea69bf4a8c343db653deaaeb5579e4b6d2cb72');
INSERT INTO public.audit_seal VALUES (4, 'ab9f46cc-ed88-424d-82c3-bda790ce5252', '9218b15c60d703d4c913eb200cea69bf4a8c343db653deaaeb5579e4b6d2cb72', '007e894853651b070aa9af1d8b3f98fb95397d1eab5fa8901ef26b505b945528');


--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.auth_permission VALUES (1, 'Can add permission', 1, 'add_permission');
INSERT INTO public.auth_permission VALUES (2, 'Can change permission', 1, 'change_permission');
INSERT INTO public.auth_permission VALUES (3, 'Can delete permission', 1, 'delete_permission');
INSERT INTO public.auth_permission VALUES (4, 'Can view permission', 1, 'view_permission');
INSERT INTO public.auth_permission VALUES (5, 'Can add group', 2, 'add_group');
INSERT INTO public.auth_permission VALUES (6, 'Can change group', 2, 'change_group');
INSERT INTO public.auth_permission VALUES (7, 'Can delete group', 2, 'delete_group');
INSERT INTO public.auth_permission VALUES (8, 'Can view group', 2, 'view_group');
INSERT INTO public.auth_permission VALUES (9, 'Can add content type', 3, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (10, 'Can change content type', 3, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (11, 'Can delete content type', 3, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (12, 'Can view content type', 3, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (13, 'Can add session', 4, 'add_session');
INSERT INTO public.auth_permission VALUES (14, 'Can change session', 4, 'change_session');
INSERT INTO public.auth_permission VALUES (15, 'Can delete session', 4, 'delete_session');
INSERT INTO public.auth_permission VALUES (16, 'Can view session', 4, 'view_session');
INSERT INTO public.auth_permission VALUES (17, 'Can add email address', 5, 'add_emailaddress');
INSERT INTO public.auth_permission VALUES (18, 'Can change email address', 5, 'change_emailaddress');
INSERT INTO public.auth_permission VALUES (19, 'Can delete email address', 5, 'delete_emailaddress');
INSERT INTO public.auth_permission VALUES (20, 'Can view email address', 5, 'view_emailaddress');
INSERT INTO public.auth_permission VALUES (21, 'Can add email confirmation', 6, 'add_emailconfirmation');
INSERT INTO public.auth_permission VALUES (22, 'Can change email confirmation', 6, 'change_emailconfirmation');
INSERT INTO public.auth_permission VALUES (23, 'Can delete email confirmation', 6, 'delete_emailconfirmation');
INSERT INTO public.auth_permission VALUES (24, 'Can view email confirmation', 6, 'view_emailconfirmation');
INSERT INTO public.auth_permission VALUES (25, 'Can add authenticator', 7, 'add_authenticator');
INSERT INTO public.auth_permission VALUES (26, 'Can change authenticator', 7, 'change_authenticator');
INSERT INTO public.auth_permission VALUES (27, 'Can delete authenticator', 7, 'delete_authenticator');
INSERT INTO public.auth_permission VALUES (28, 'Can view authenticator', 7, 'view_authenticator');
INSERT INTO public.auth_permission VALUES (29, 'Can add user session', 8, 'add_usersession');
INSERT INTO public.auth_permission VALUES (30, 'Can change user session', 8, 'change_usersession');
INSERT INTO public.auth_permission VALUES (31, 'Can delete user session', 8, 'delete_usersession');
INSERT INTO public.auth_permission VALUES (32, 'Can view user session', 8, 'view_usersession');
INSERT INTO public.auth_permission VALUES (33, 'Can add access attempt', 9, 'add_accessattempt');
INSERT INTO public.auth_permission VALUES (34, 'Can change access attempt', 9, 'change_accessattempt');
INSERT INTO public.auth_permission VALUES (35, 'Can delete access attempt', 9, 'delete_accessattempt');
INSERT INTO public.auth_permission VALUES (36, 'Can view access attempt', 9, 'view_accessattempt');
INSERT INTO public.auth_permission VALUES (37, 'Can add access log', 10, 'add_accesslog');
INSERT INTO public.auth_permission VALUES (38, 'Can change access log', 10, 'change_accesslog');
INSERT INTO public.auth_permission VALUES (39, 'Can delete access log', 10, 'delete_accesslog');
INSERT INTO public.auth_permission VALUES (40, 'Can view access log', 10, 'view_accesslog');
INSERT INTO public.auth_permission VALUES (41, 'Can add access failure', 11, 'add_accessfailurelog');
INSERT INTO public.auth_permission VALUES (42, 'Can change access failure', 11, 'change_accessfailurelog');
INSERT INTO public.auth_permission VALUES (43, 'Can delete access failure', 11, 'delete_accessfailurelog');
INSERT INTO public.auth_permission VALUES (44, 'Can view access failure', 11, 'view_accessfailurelog');
INSERT INTO public.auth_permission VALUES (45, 'Can add access attempt expiration', 12, 'add_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (46, 'Can change access attempt expiration', 12, 'change_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (47, 'Can delete access attempt expiration', 12, 'delete_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (48, 'Can view access attempt expiration', 12, 'view_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (49, 'Can add Task Result', 13, 'add_dbtaskresult');
INSERT INTO public.auth_permission VALUES (50, 'Can change Task Result', 13, 'change_dbtaskresult');
INSERT INTO public.auth_permission VALUES (51, 'Can delete Task Result', 13, 'delete_dbtaskresult');
INSERT INTO public.auth_permission VALUES (52, 'Can view Task Result', 13, 'view_dbtaskresult');
INSERT INTO public.auth_permission VALUES (53, 'Can add blind index', 14, 'add_blindindex');
INSERT INTO public.auth_permission VALUES (54, 'Can change blind index', 14, 'change_blindindex');
INSERT INTO public.auth_permission VALUES (55, 'Can delete blind index', 14, 'delete_blindindex');
INSERT INTO public.auth_permission VALUES (56, 'Can view blind index', 14, 'view_blindindex');
INSERT INTO public.auth_permission VALUES (57, 'Can add kept file', 15, 'add_keptfile');
INSERT INTO public.auth_permission VALUES (58, 'Can change kept file', 15, 'change_keptfile');
INSERT INTO public.auth_permission VALUES (59, 'Can delete kept file', 15, 'delete_keptfile');
INSERT INTO public.auth_permission VALUES (60, 'Can view kept file', 15, 'view_keptfile');
INSERT INTO public.auth_permission VALUES (61, 'Can add organisation key', 16, 'add_organisationkey');
INSERT INTO public.auth_permission VALUES (62, 'Can change organisation key', 16, 'change_organisationkey');
INSERT INTO public.auth_permission VALUES (63, 'Can delete organisation key', 16, 'delete_organisationkey');
INSERT INTO public.auth_permission VALUES (64, 'Can view organisation key', 16, 'view_organisationkey');
INSERT INTO public.auth_permission VALUES (65, 'Can add person key', 17, 'add_personkey');
INSERT INTO public.auth_permission VALUES (66, 'Can change person key', 17, 'change_personkey');
INSERT INTO public.auth_permission VALUES (67, 'Can delete person key', 17, 'delete_personkey');
INSERT INTO public.auth_permission VALUES (68, 'Can view person key', 17, 'view_personkey');
INSERT INTO public.auth_permission VALUES (69, 'Can add installation key', 18, 'add_installationkey');
INSERT INTO public.auth_permission VALUES (70, 'Can change installation key', 18, 'change_installationkey');
INSERT INTO public.auth_permission VALUES (71, 'Can delete installation key', 18, 'delete_installationkey');
INSERT INTO public.auth_permission VALUES (72, 'Can view installation key', 18, 'view_installationkey');
INSERT INTO public.auth_permission VALUES (73, 'Can add audit reason', 19, 'add_auditreason');
INSERT INTO public.auth_permission VALUES (74, 'Can change audit reason', 19, 'change_auditreason');
INSERT INTO public.auth_permission VALUES (75, 'Can delete audit reason', 19, 'delete_auditreason');
INSERT INTO public.auth_permission VALUES (76, 'Can view audit reason', 19, 'view_auditreason');
INSERT INTO public.auth_permission VALUES (77, 'Can add checkpoint', 20, 'add_checkpoint');
INSERT INTO public.auth_permission VALUES (78, 'Can change checkpoint', 20, 'change_checkpoint');
INSERT INTO public.auth_permission VALUES (79, 'Can delete checkpoint', 20, 'delete_checkpoint');
INSERT INTO public.auth_permission VALUES (80, 'Can view checkpoint', 20, 'view_checkpoint');
INSERT INTO public.auth_permission VALUES (81, 'Can add pending event', 21, 'add_pendingevent');
INSERT INTO public.auth_permission VALUES (82, 'Can change pending event', 21, 'change_pendingevent');
INSERT INTO public.auth_permission VALUES (83, 'Can delete pending event', 21, 'delete_pendingevent');
INSERT INTO public.auth_permission VALUES (84, 'Can view pending event', 21, 'view_pendingevent');
INSERT INTO public.auth_permission VALUES (85, 'Can add audit event', 22, 'add_auditevent');
INSERT INTO public.auth_permission VALUES (86, 'Can change audit event', 22, 'change_auditevent');
INSERT INTO public.auth_permission VALUES (87, 'Can delete audit event', 22, 'delete_auditevent');
INSERT INTO public.auth_permission VALUES (88, 'Can view audit event', 22, 'view_auditevent');
INSERT INTO public.auth_permission VALUES (89, 'Can add installation', 23, 'add_installation');
INSERT INTO public.auth_permission VALUES (90, 'Can change installation', 23, 'change_installation');
INSERT INTO public.auth_permission VALUES (91, 'Can delete installation', 23, 'delete_installation');
INSERT INTO public.auth_permission VALUES (92, 'Can view installation', 23, 'view_installation');
INSERT INTO public.auth_permission VALUES (93, 'Can add seal', 24, 'add_seal');
INSERT INTO public.auth_permission VALUES (94, 'Can change seal', 24, 'change_seal');
INSERT INTO public.auth_permission VALUES (95, 'Can delete seal', 24, 'delete_seal');
INSERT INTO public.auth_permission VALUES (96, 'Can view seal', 24, 'view_seal');
INSERT INTO public.auth_permission VALUES (97, 'Can add account', 25, 'add_account');
INSERT INTO public.auth_permission VALUES (98, 'Can change account', 25, 'change_account');
INSERT INTO public.auth_permission VALUES (99, 'Can delete account', 25, 'delete_account');
INSERT INTO public.auth_permission VALUES (100, 'Can view account', 25, 'view_account');
INSERT INTO public.auth_permission VALUES (101, 'Can add case', 26, 'add_case');
INSERT INTO public.auth_permission VALUES (102, 'Can change case', 26, 'change_case');
INSERT INTO public.auth_permission VALUES (103, 'Can delete case', 26, 'delete_case');
INSERT INTO public.auth_permission VALUES (104, 'Can view case', 26, 'view_case');
INSERT INTO public.auth_permission VALUES (105, 'Can add break glass', 27, 'add_breakglass');
INSERT INTO public.auth_permission VALUES (106, 'Can change break glass', 27, 'change_breakglass');
INSERT INTO public.auth_permission VALUES (107, 'Can delete break glass', 27, 'delete_breakglass');
INSERT INTO public.auth_permission VALUES (108, 'Can view break glass', 27, 'view_breakglass');
INSERT INTO public.auth_permission VALUES (109, 'Can add exclusion', 28, 'add_exclusion');
INSERT INTO public.auth_permission VALUES (110, 'Can change exclusion', 28, 'change_exclusion');
INSERT INTO public.auth_permission VALUES (111, 'Can delete exclusion', 28, 'delete_exclusion');
INSERT INTO public.auth_permission VALUES (112, 'Can view exclusion', 28, 'view_exclusion');
INSERT INTO public.auth_permission VALUES (113, 'Can add organisation', 29, 'add_organisation');
INSERT INTO public.auth_permission VALUES (114, 'Can change organisation', 29, 'change_organisation');
INSERT INTO public.auth_permission VALUES (115, 'Can delete organisation', 29, 'delete_organisation');
INSERT INTO public.auth_permission VALUES (116, 'Can view organisation', 29, 'view_organisation');
INSERT INTO public.auth_permission VALUES (117, 'Can add consent grant', 30, 'add_consentgrant');
INSERT INTO public.auth_permission VALUES (118, 'Can change consent grant', 30, 'change_consentgrant');
INSERT INTO public.auth_permission VALUES (119, 'Can delete consent grant', 30, 'delete_consentgrant');
INSERT INTO public.auth_permission VALUES (120, 'Can view consent grant', 30, 'view_consentgrant');
INSERT INTO public.auth_permission VALUES (121, 'Can add party', 31, 'add_party');
INSERT INTO public.auth_permission VALUES (122, 'Can change party', 31, 'change_party');
INSERT INTO public.auth_permission VALUES (123, 'Can delete party', 31, 'delete_party');
INSERT INTO public.auth_permission VALUES (124, 'Can view party', 31, 'view_party');
INSERT INTO public.auth_permission VALUES (125, 'Can add person', 32, 'add_person');
INSERT INTO public.auth_permission VALUES (126, 'Can change person', 32, 'change_person');
INSERT INTO public.auth_permission VALUES (127, 'Can delete person', 32, 'delete_person');
INSERT INTO public.auth_permission VALUES (128, 'Can view person', 32, 'view_person');
INSERT INTO public.auth_permission VALUES (129, 'Can add recovery', 33, 'add_recovery');
INSERT INTO public.auth_permission VALUES (130, 'Can change recovery', 33, 'change_recovery');
INSERT INTO public.auth_permission VALUES (131, 'Can delete recovery', 33, 'delete_recovery');
INSERT INTO public.auth_permission VALUES (132, 'Can view recovery', 33, 'view_recovery');
INSERT INTO public.auth_permission VALUES (133, 'Can add unit', 34, 'add_unit');
INSERT INTO public.auth_permission VALUES (134, 'Can change unit', 34, 'change_unit');
INSERT INTO public.auth_permission VALUES (135, 'Can delete unit', 34, 'delete_unit');
INSERT INTO public.auth_permission VALUES (136, 'Can view unit', 34, 'view_unit');
INSERT INTO public.auth_permission VALUES (137, 'Can add role grant', 35, 'add_rolegrant');
INSERT INTO public.auth_permission VALUES (138, 'Can change role grant', 35, 'change_rolegrant');
INSERT INTO public.auth_permission VALUES (139, 'Can delete role grant', 35, 'delete_rolegrant');
INSERT INTO public.auth_permission VALUES (140, 'Can view role grant', 35, 'view_rolegrant');
INSERT INTO public.auth_permission VALUES (141, 'Can add referral', 36, 'add_referral');
INSERT INTO public.auth_permission VALUES (142, 'Can change referral', 36, 'change_referral');
INSERT INTO public.auth_permission VALUES (143, 'Can delete referral', 36, 'delete_referral');
INSERT INTO public.auth_permission VALUES (144, 'Can view referral', 36, 'view_referral');
INSERT INTO public.auth_permission VALUES (145, 'Can add cascade row', 37, 'add_cascaderow');
INSERT INTO public.auth_permission VALUES (146, 'Can change cascade row', 37, 'change_cascaderow');
INSERT INTO public.auth_permission VALUES (147, 'Can delete cascade row', 37, 'delete_cascaderow');
INSERT INTO public.auth_permission VALUES (148, 'Can view cascade row', 37, 'view_cascaderow');
INSERT INTO public.auth_permission VALUES (149, 'Can add attachment', 38, 'add_attachment');
INSERT INTO public.auth_permission VALUES (150, 'Can change attachment', 38, 'change_attachment');
INSERT INTO public.auth_permission VALUES (151, 'Can delete attachment', 38, 'delete_attachment');
INSERT INTO public.auth_permission VALUES (152, 'Can view attachment', 38, 'view_attachment');
INSERT INTO public.auth_permission VALUES (153, 'Can add entry', 39, 'add_entry');
INSERT INTO public.auth_permission VALUES (154, 'Can change entry', 39, 'change_entry');
INSERT INTO public.auth_permission VALUES (155, 'Can delete entry', 39, 'delete_entry');
INSERT INTO public.auth_permission VALUES (156, 'Can view entry', 39, 'view_entry');
INSERT INTO public.auth_permission VALUES (157, 'Can add milestone', 40, 'add_milestone');
INSERT INTO public.auth_permission VALUES (158, 'Can change milestone', 40, 'change_milestone');
INSERT INTO public.auth_permission VALUES (159, 'Can delete milestone', 40, 'delete_milestone');
INSERT INTO public.auth_permission VALUES (160, 'Can view milestone', 40, 'view_milestone');
INSERT INTO public.auth_permission VALUES (161, 'Can add external reference', 41, 'add_externalreference');
INSERT INTO public.auth_permission VALUES (162, 'Can change external reference', 41, 'change_externalreference');
INSERT INTO public.auth_permission VALUES (163, 'Can delete external reference', 41, 'delete_externalreference');
INSERT INTO public.auth_permission VALUES (164, 'Can view external reference', 41, 'view_externalreference');
INSERT INTO public.auth_permission VALUES (165, 'Can add absence', 42, 'add_absence');
INSERT INTO public.auth_permission VALUES (166, 'Can change absence', 42, 'change_absence');
INSERT INTO public.auth_permission VALUES (167, 'Can delete absence', 42, 'delete_absence');
INSERT INTO public.auth_permission VALUES (168, 'Can view absence', 42, 'view_absence');
INSERT INTO public.auth_permission VALUES (169, 'Can add role review', 43, 'add_rolereview');
INSERT INTO public.auth_permission VALUES (170, 'Can change role review', 43, 'change_rolereview');
INSERT INTO public.auth_permission VALUES (171, 'Can delete role review', 43, 'delete_rolereview');
INSERT INTO public.auth_permission VALUES (172, 'Can view role review', 43, 'view_rolereview');
INSERT INTO public.auth_permission VALUES (173, 'Can add mail address', 44, 'add_mailaddress');
INSERT INTO public.auth_permission VALUES (174, 'Can change mail address', 44, 'change_mailaddress');
INSERT INTO public.auth_permission VALUES (175, 'Can delete mail address', 44, 'delete_mailaddress');
INSERT INTO public.auth_permission VALUES (176, 'Can view mail address', 44, 'view_mailaddress');
INSERT INTO public.auth_permission VALUES (177, 'Can add notice', 45, 'add_notice');
INSERT INTO public.auth_permission VALUES (178, 'Can change notice', 45, 'change_notice');
INSERT INTO public.auth_permission VALUES (179, 'Can delete notice', 45, 'delete_notice');
INSERT INTO public.auth_permission VALUES (180, 'Can view notice', 45, 'view_notice');
INSERT INTO public.auth_permission VALUES (181, 'Can add hold', 46, 'add_hold');
INSERT INTO public.auth_permission VALUES (182, 'Can change hold', 46, 'change_hold');
INSERT INTO public.auth_permission VALUES (183, 'Can delete hold', 46, 'delete_hold');
INSERT INTO public.auth_permission VALUES (184, 'Can view hold', 46, 'view_hold');
INSERT INTO public.auth_permission VALUES (185, 'Can add rights request', 47, 'add_rightsrequest');
INSERT INTO public.auth_permission VALUES (186, 'Can change rights request', 47, 'change_rightsrequest');
INSERT INTO public.auth_permission VALUES (187, 'Can delete rights request', 47, 'delete_rightsrequest');
INSERT INTO public.auth_permission VALUES (188, 'Can view rights request', 47, 'view_rightsrequest');
INSERT INTO public.auth_permission VALUES (189, 'Can add import run', 48, 'add_importrun');
INSERT INTO public.auth_permission VALUES (190, 'Can change import run', 48, 'change_importrun');
INSERT INTO public.auth_permission VALUES (191, 'Can delete import run', 48, 'delete_importrun');
INSERT INTO public.auth_permission VALUES (192, 'Can view import run', 48, 'view_importrun');
INSERT INTO public.auth_permission VALUES (193, 'Can add import row', 49, 'add_importrow');
INSERT INTO public.auth_permission VALUES (194, 'Can change import row', 49, 'change_importrow');
INSERT INTO public.auth_permission VALUES (195, 'Can delete import row', 49, 'delete_importrow');
INSERT INTO public.auth_permission VALUES (196, 'Can view import row', 49, 'view_importrow');
INSERT INTO public.auth_permission VALUES (197, 'Can add saved mapping', 50, 'add_savedmapping');
INSERT INTO public.auth_permission VALUES (198, 'Can change saved mapping', 50, 'change_savedmapping');
INSERT INTO public.auth_permission VALUES (199, 'Can delete saved mapping', 50, 'delete_savedmapping');
INSERT INTO public.auth_permission VALUES (200, 'Can view saved mapping', 50, 'view_savedmapping');
INSERT INTO public.auth_permission VALUES (201, 'Can add published source', 51, 'add_publishedsource');
INSERT INTO public.auth_permission VALUES (202, 'Can change published source', 51, 'change_publishedsource');
INSERT INTO public.auth_permission VALUES (203, 'Can delete published source', 51, 'delete_publishedsource');
INSERT INTO public.auth_permission VALUES (204, 'Can view published source', 51, 'view_publishedsource');
INSERT INTO public.auth_permission VALUES (205, 'Can add snapshot', 52, 'add_snapshot');
INSERT INTO public.auth_permission VALUES (206, 'Can change snapshot', 52, 'change_snapshot');
INSERT INTO public.auth_permission VALUES (207, 'Can delete snapshot', 52, 'delete_snapshot');
INSERT INTO public.auth_permission VALUES (208, 'Can view snapshot', 52, 'view_snapshot');
INSERT INTO public.auth_permission VALUES (209, 'Can add published figure', 53, 'add_publishedfigure');
INSERT INTO public.auth_permission VALUES (210, 'Can change published figure', 53, 'change_publishedfigure');
INSERT INTO public.auth_permission VALUES (211, 'Can delete published figure', 53, 'delete_publishedfigure');
INSERT INTO public.auth_permission VALUES (212, 'Can view published figure', 53, 'view_publishedfigure');


--
-- Data for Name: axes_accessattempt; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: axes_accessattemptexpiration; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: axes_accessfailurelog; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: axes_accesslog; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: cooperate_importrow; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: cooperate_importrun; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: cooperate_savedmapping; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_absence; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_account; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_account VALUES ('md5$UKe9w3sYKjwCY0H0dV9EL3$0779b0633b744771584c03108773bdbc', NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', 'dao', 'Dao', 'en', true, false, '2026-11-24 20:10:23.16517+00', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_account VALUES ('md5$F4VqbhR8obFKXSZWnTxbaj$0593a9c0a3bdd68adfdcceb8608b2a89', NULL, '6ccc23c8-a980-4efc-b209-7ae9f347cc80', 'minh', 'Minh', 'en', true, false, '2026-11-24 20:10:23.175106+00', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_account VALUES ('md5$fBMVOyjqDDWIlKNNOoBV2u$68a46600e88f647d9aeeabcd509623a4', NULL, '48aa0189-f418-4ebc-87ff-0bc07d10c104', 'pim', 'Pim', 'en', true, false, '2026-11-24 20:10:23.175681+00', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_account VALUES ('md5$v59c1aunWoqmeycwOwVyXA$dc9ba42a1a06de192539c710df2aca4e', NULL, 'f47cedd2-158f-4156-9665-45c030fd0bc3', 'nok', 'Nok', 'en', true, false, '2026-11-24 20:10:23.177625+00', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_account VALUES ('md5$kq6K1Ncoz2LxZp4CsRK51K$490bd82a0578ad688ef595be7931594d', NULL, '5e63deb3-7a2a-4097-bc04-92c099ed95f3', 'lek', 'Lek', 'en', true, false, '2026-11-24 20:10:23.178125+00', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_account VALUES ('md5$aWH6SQboeKHxWWdnVPxar7$f3359c2648dd48d2416e8857e76b83a3', NULL, 'aaeabc7b-b8b5-4b0a-86f5-f4ca3b330ce4', 'sothea', 'Sothea', 'en', true, false, '2026-11-24 20:10:23.181579+00', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', '8282a631-3f9c-401d-b51b-3f54fe29d479');
INSERT INTO public.core_account VALUES ('md5$wS3f41kgTtNK2h6lNkjolB$8285acd40cd07efecd56325d40ab905e', NULL, '0ca34a37-a83c-4073-89ec-da5e8830f1cd', 'kham', 'Kham', 'en', true, false, '2026-11-24 20:10:23.182119+00', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', '40611725-9ad7-40e5-b8bb-d65612090594');
INSERT INTO public.core_account VALUES ('md5$wcKW0vG4FiirwWd3llhuc6$d4ff802c5e7ca165a138cfbf4bc25ea7', NULL, '65e5ea86-52c5-4afe-9dfb-eb413f0f317d', 'anan', 'Anan', 'en', true, false, '2026-11-24 20:10:23.182549+00', '1170b6dc-7798-48ef-b874-14c022bb5ef5', '84e9c75a-c68d-46ee-a146-fc7888ac54c1');
INSERT INTO public.core_account VALUES ('md5$V0lzLWqTlyZOjYstWfnwDR$744156636881f98f6672e00609ed12c7', NULL, 'fd647f58-8a96-4404-b1ca-aab2986dd4dd', 'vichai', 'Vichai', 'en', true, false, '2026-11-24 20:10:23.182939+00', '1170b6dc-7798-48ef-b874-14c022bb5ef5', '84e9c75a-c68d-46ee-a146-fc7888ac54c1');


--
-- Data for Name: core_attachment; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_attachment VALUES ('e8d1d273-92e6-4830-a1f6-2ca2d3bcef8a', '346b8f99-eee6-4179-bf6a-14113c508dee', 27, '', '\x011fbf9e212ee15910f1b41c72812711a3026759f1b42a8dc6b4abd63aaca8f6ab8c0c232f7bb24e312154d25297b764d9136fa647918b0dfd9bf2e2c6758095a230cdf0c0c2ad62493b64b5588584a25b17b35c9e4a00b21784f6611e', '12c82ffe-9aaa-4864-a3d7-274565676c6d', '2026-03-02 09:00:00+00', '4a16f216-d145-4c05-86db-4996bf776083');


--
-- Data for Name: core_breakglass; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_cascaderow; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_cascaderow VALUES ('4a16f216-d145-4c05-86db-4996bf776083', 'shelter', '', 'KH', 'female', 'unknown', NULL, 'labour', '2026-02-10', '2026Q1', '2026-02-12', '2026-02-28', NULL, '2026-02-20', NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, '{}', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '12c82ffe-9aaa-4864-a3d7-274565676c6d', '03f0f1da-0feb-468c-a6de-750700a37cc3', 4);
INSERT INTO public.core_cascaderow VALUES ('dc470e8c-617c-4898-847f-697b2109f80b', 'police', '', 'TH', 'male', 'unknown', NULL, 'unknown', '2026-02-10', '2026Q1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, '{}', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', '0ca34a37-a83c-4073-89ec-da5e8830f1cd', '40611725-9ad7-40e5-b8bb-d65612090594', 0);
INSERT INTO public.core_cascaderow VALUES ('098b02cd-8710-4c49-b555-9ba16cea6ea2', 'shelter', '', '', 'unknown', 'unknown', NULL, 'unknown', '2026-02-10', '2026Q1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, '{}', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '12c82ffe-9aaa-4864-a3d7-274565676c6d', '03f0f1da-0feb-468c-a6de-750700a37cc3', 0);


--
-- Data for Name: core_case; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_case VALUES ('4a16f216-d145-4c05-86db-4996bf776083', '6F6Q-5JPE', 'Active', '2026-02-10', '{"vic_TypeOfExploitation": ["ForcedLabour"]}', '\x01b27f32cb1b6b061b29c3e3baa0fec3b9b513a510ac075191296d866caf21feef3dd39b0506e2ac13e7238ec888b88b0242d5eea3a1a67fe6bf2a55cd9d3ac6bc929830ef0ade526710c10d3eede8c4ada9cacee0b915c3489719b6dc', 1, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 'fe32b7a2-7bcc-489b-bf73-79f39011d898', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_case VALUES ('dc470e8c-617c-4898-847f-697b2109f80b', 'BXPV-YMRA', 'Active', '2026-02-10', '{}', '\x01c74c594acc236c76218222be073130489a1c35d76836805b8fc3adfb676683780a162280d60d7b322695e18160f2696f914a94f4ea84130018faeff1', 1, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '0ca34a37-a83c-4073-89ec-da5e8830f1cd', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', '33c63709-5c10-4e17-9dd2-a3362b05db1c', '40611725-9ad7-40e5-b8bb-d65612090594');
INSERT INTO public.core_case VALUES ('098b02cd-8710-4c49-b555-9ba16cea6ea2', '7ZK3-JV1C', 'Active', '2026-02-10', '{}', '\x01d44ea2fc2858adc2768403441ed955858d411d132267e2d7a1d668615ca9463ba54dcfde0a2609de61963fc6f9a879b443bac025c5de15763c2b3d54', 1, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '5f678fdd-886b-44c2-92de-08729c523660', '03f0f1da-0feb-468c-a6de-750700a37cc3');


--
-- Data for Name: core_consentgrant; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_entry; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_exclusion; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_externalreference; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_hold; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_mailaddress; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_milestone; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_milestone VALUES ('5e6e7144-c320-4ebf-bbc2-4d82d9bfd8d9', 'detected', '2026-02-10', '2026-02-10', '', 'intake', NULL, NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', '2026-03-02 09:00:00+00', '4a16f216-d145-4c05-86db-4996bf776083');
INSERT INTO public.core_milestone VALUES ('315baf43-6f55-4a53-be8d-a87d0e8ba134', 'screened', '2026-02-12', '2026-02-12', '', 'intake', NULL, NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', '2026-03-02 09:00:00+00', '4a16f216-d145-4c05-86db-4996bf776083');
INSERT INTO public.core_milestone VALUES ('cb3f700d-f5ea-4c93-a002-c960f1291010', 'presumed', '2026-02-01', '2026-02-28', '', 'intake', NULL, NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', '2026-03-02 09:00:00+00', '4a16f216-d145-4c05-86db-4996bf776083');
INSERT INTO public.core_milestone VALUES ('a7102061-4b72-4e96-81bb-234359da8780', 'assisted', '2026-02-20', '2026-02-20', '', 'intake', NULL, NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', '2026-03-02 09:00:00+00', '4a16f216-d145-4c05-86db-4996bf776083');
INSERT INTO public.core_milestone VALUES ('c6f04a3a-ebc6-4b13-8874-d8e9664b8464', 'detected', '2026-02-10', '2026-02-10', '', 'intake', NULL, NULL, '0ca34a37-a83c-4073-89ec-da5e8830f1cd', '2026-03-02 09:00:00+00', 'dc470e8c-617c-4898-847f-697b2109f80b');
INSERT INTO public.core_milestone VALUES ('21f18f97-d7e2-410c-8d6d-9386160364c4', 'detected', '2026-02-10', '2026-02-10', '', 'intake', NULL, NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', '2026-03-02 09:00:00+00', '098b02cd-8710-4c49-b555-9ba16cea6ea2');


--
-- Data for Name: core_notice; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_organisation; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_organisation VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 'Shelter of the Three Lamps', 'LAMP', 'shelter', 'TH', '2026-11-24 20:10:23.153965+00');
INSERT INTO public.core_organisation VALUES ('64e84f2e-ba12-4d02-b008-26a8bf762d0a', 'Border Police of Suriyan', 'BPS', 'police', 'TH', '2026-11-24 20:10:23.163276+00');
INSERT INTO public.core_organisation VALUES ('1170b6dc-7798-48ef-b874-14c022bb5ef5', 'Coordination Office', 'CO', 'coordination', 'TH', '2026-11-24 20:10:23.164281+00');


--
-- Data for Name: core_party; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_person; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_person VALUES ('fe32b7a2-7bcc-489b-bf73-79f39011d898', 'female', '{"hr_Sex": "female", "prs_Citizenship": ["KH"]}', '\x01c6ae2509125137d6083afb33e8e466762b982e2e484d7b56f0b78488f211bb8cc25745b1ffecbdc298c8c5fc76d56e2a0c9a51a1fce63a24877e6b81b8ffca0d16bb4939b4cfa1f85423f84d7b54cf3c94859b7fa87094d35b38c9146c1d39617fa6d4594d7d4c61c26cf26fdb116ace17472e507b36aa6e16ba8a9f7e2fe8edbf3912fb2abab15ca176176f5bd71203144ff481c726463a4bbfb633', NULL, 'b4915e62-aaa3-42b0-b87d-919371b644fa');
INSERT INTO public.core_person VALUES ('33c63709-5c10-4e17-9dd2-a3362b05db1c', 'male', '{"hr_Sex": "male", "prs_Citizenship": ["TH"]}', '\x012dc68b3d1d2b5c404cea20c7a6698d3856883fd43c60769ea83260b5d70e8c6e0804a479ba913e801a113cf44384be88b53852ad57f60ac6fea333d444aa0f59020d76057b8aa3dabe3688d6463a82f88b31a4113fb5f62e0c2daafb', NULL, '64e84f2e-ba12-4d02-b008-26a8bf762d0a');
INSERT INTO public.core_person VALUES ('5f678fdd-886b-44c2-92de-08729c523660', 'unknown', '{}', '\x0193832fc585d5c61e88348f7a85fd9eaa1ca25cc90ba3a81ecaca6d7000dec7bbe53bb5f6975851f42c263cfb840fd98d14accc86076e5f8f08f1fff4', NULL, 'b4915e62-aaa3-42b0-b87d-919371b644fa');


--
-- Data for Name: core_recovery; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_referral; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_rightsrequest; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_rolegrant; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_rolegrant VALUES ('62e7fd26-0dff-49ec-8eb0-0f0fed69419e', 'case_worker', '2020-01-01', NULL, NULL, '12c82ffe-9aaa-4864-a3d7-274565676c6d', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_rolegrant VALUES ('f4281231-c5a6-429d-a0e3-f4e906188e77', 'supervisor', '2020-01-01', NULL, NULL, '6ccc23c8-a980-4efc-b209-7ae9f347cc80', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_rolegrant VALUES ('2f3bae00-d114-40be-9974-c555b97a2afc', 'data_steward', '2020-01-01', NULL, NULL, '48aa0189-f418-4ebc-87ff-0bc07d10c104', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_rolegrant VALUES ('9daa0458-9b15-47b2-84ed-f7cea3ad8130', 'administrator', '2020-01-01', NULL, NULL, 'f47cedd2-158f-4156-9665-45c030fd0bc3', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_rolegrant VALUES ('688746c5-a5eb-419d-9773-687141b13852', 'administrator', '2020-01-01', NULL, NULL, '5e63deb3-7a2a-4097-bc04-92c099ed95f3', '03f0f1da-0feb-468c-a6de-750700a37cc3');
INSERT INTO public.core_rolegrant VALUES ('0c3b2762-d3ae-483f-af07-31ee1d4fc969', 'investigator', '2020-01-01', NULL, NULL, 'aaeabc7b-b8b5-4b0a-86f5-f4ca3b330ce4', '8282a631-3f9c-401d-b51b-3f54fe29d479');
INSERT INTO public.core_rolegrant VALUES ('70815538-2ada-44d9-9740-a527019439a8', 'frontline_officer', '2020-01-01', NULL, NULL, '0ca34a37-a83c-4073-89ec-da5e8830f1cd', '40611725-9ad7-40e5-b8bb-d65612090594');
INSERT INTO public.core_rolegrant VALUES ('78c32f2c-3967-4b0a-ae52-cefb45e56690', 'overseer', '2020-01-01', NULL, NULL, '65e5ea86-52c5-4afe-9dfb-eb413f0f317d', '84e9c75a-c68d-46ee-a146-fc7888ac54c1');
INSERT INTO public.core_rolegrant VALUES ('e991ee89-8249-483c-8b25-5d7a56dcd265', 'coordinator', '2020-01-01', NULL, NULL, 'fd647f58-8a96-4404-b1ca-aab2986dd4dd', '84e9c75a-c68d-46ee-a146-fc7888ac54c1');


--
-- Data for Name: core_rolereview; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: core_unit; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.core_unit VALUES ('03f0f1da-0feb-468c-a6de-750700a37cc3', 'House', 'Rung Arun', '03f0f1da0feb.', 'b4915e62-aaa3-42b0-b87d-919371b644fa', NULL, NULL);
INSERT INTO public.core_unit VALUES ('9444b669-e6df-4318-8350-a81db889df6e', 'North wing', 'Khao Wang', '03f0f1da0feb.9444b669e6df.', 'b4915e62-aaa3-42b0-b87d-919371b644fa', '03f0f1da-0feb-468c-a6de-750700a37cc3', NULL);
INSERT INTO public.core_unit VALUES ('8282a631-3f9c-401d-b51b-3f54fe29d479', 'Headquarters', 'Rung Arun', '8282a6313f9c.', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', NULL, NULL);
INSERT INTO public.core_unit VALUES ('40611725-9ad7-40e5-b8bb-d65612090594', 'River post', 'Khao Wang', '8282a6313f9c.406117259ad7.', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', '8282a631-3f9c-401d-b51b-3f54fe29d479', NULL);
INSERT INTO public.core_unit VALUES ('84e9c75a-c68d-46ee-a146-fc7888ac54c1', 'Desk', 'Rung Arun', '84e9c75ac68d.', '1170b6dc-7798-48ef-b874-14c022bb5ef5', NULL, NULL);


--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.django_content_type VALUES (1, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (3, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (4, 'sessions', 'session');
INSERT INTO public.django_content_type VALUES (5, 'account', 'emailaddress');
INSERT INTO public.django_content_type VALUES (6, 'account', 'emailconfirmation');
INSERT INTO public.django_content_type VALUES (7, 'mfa', 'authenticator');
INSERT INTO public.django_content_type VALUES (8, 'usersessions', 'usersession');
INSERT INTO public.django_content_type VALUES (9, 'axes', 'accessattempt');
INSERT INTO public.django_content_type VALUES (10, 'axes', 'accesslog');
INSERT INTO public.django_content_type VALUES (11, 'axes', 'accessfailurelog');
INSERT INTO public.django_content_type VALUES (12, 'axes', 'accessattemptexpiration');
INSERT INTO public.django_content_type VALUES (13, 'django_tasks_database', 'dbtaskresult');
INSERT INTO public.django_content_type VALUES (14, 'vault', 'blindindex');
INSERT INTO public.django_content_type VALUES (15, 'vault', 'keptfile');
INSERT INTO public.django_content_type VALUES (16, 'vault', 'organisationkey');
INSERT INTO public.django_content_type VALUES (17, 'vault', 'personkey');
INSERT INTO public.django_content_type VALUES (18, 'vault', 'installationkey');
INSERT INTO public.django_content_type VALUES (19, 'audit', 'auditreason');
INSERT INTO public.django_content_type VALUES (20, 'audit', 'checkpoint');
INSERT INTO public.django_content_type VALUES (21, 'audit', 'pendingevent');
INSERT INTO public.django_content_type VALUES (22, 'audit', 'auditevent');
INSERT INTO public.django_content_type VALUES (23, 'audit', 'installation');
INSERT INTO public.django_content_type VALUES (24, 'audit', 'seal');
INSERT INTO public.django_content_type VALUES (25, 'core', 'account');
INSERT INTO public.django_content_type VALUES (26, 'core', 'case');
INSERT INTO public.django_content_type VALUES (27, 'core', 'breakglass');
INSERT INTO public.django_content_type VALUES (28, 'core', 'exclusion');
INSERT INTO public.django_content_type VALUES (29, 'core', 'organisation');
INSERT INTO public.django_content_type VALUES (30, 'core', 'consentgrant');
INSERT INTO public.django_content_type VALUES (31, 'core', 'party');
INSERT INTO public.django_content_type VALUES (32, 'core', 'person');
INSERT INTO public.django_content_type VALUES (33, 'core', 'recovery');
INSERT INTO public.django_content_type VALUES (34, 'core', 'unit');
INSERT INTO public.django_content_type VALUES (35, 'core', 'rolegrant');
INSERT INTO public.django_content_type VALUES (36, 'core', 'referral');
INSERT INTO public.django_content_type VALUES (37, 'core', 'cascaderow');
INSERT INTO public.django_content_type VALUES (38, 'core', 'attachment');
INSERT INTO public.django_content_type VALUES (39, 'core', 'entry');
INSERT INTO public.django_content_type VALUES (40, 'core', 'milestone');
INSERT INTO public.django_content_type VALUES (41, 'core', 'externalreference');
INSERT INTO public.django_content_type VALUES (42, 'core', 'absence');
INSERT INTO public.django_content_type VALUES (43, 'core', 'rolereview');
INSERT INTO public.django_content_type VALUES (44, 'core', 'mailaddress');
INSERT INTO public.django_content_type VALUES (45, 'core', 'notice');
INSERT INTO public.django_content_type VALUES (46, 'core', 'hold');
INSERT INTO public.django_content_type VALUES (47, 'core', 'rightsrequest');
INSERT INTO public.django_content_type VALUES (48, 'cooperate', 'importrun');
INSERT INTO public.django_content_type VALUES (49, 'cooperate', 'importrow');
INSERT INTO public.django_content_type VALUES (50, 'cooperate', 'savedmapping');
INSERT INTO public.django_content_type VALUES (51, 'measure', 'publishedsource');
INSERT INTO public.django_content_type VALUES (52, 'measure', 'snapshot');
INSERT INTO public.django_content_type VALUES (53, 'measure', 'publishedfigure');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.django_migrations VALUES (1, 'core', '0001_initial', '2026-11-24 20:10:19.458901+00');
INSERT INTO public.django_migrations VALUES (2, 'account', '0001_initial', '2026-11-24 20:10:19.497198+00');
INSERT INTO public.django_migrations VALUES (3, 'account', '0002_email_max_length', '2026-11-24 20:10:19.509669+00');
INSERT INTO public.django_migrations VALUES (4, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-24 20:10:19.526309+00');
INSERT INTO public.django_migrations VALUES (5, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-24 20:10:19.541898+00');
INSERT INTO public.django_migrations VALUES (6, 'account', '0005_emailaddress_idx_upper_email', '2026-11-24 20:10:19.551398+00');
INSERT INTO public.django_migrations VALUES (7, 'account', '0006_emailaddress_lower', '2026-11-24 20:10:19.573814+00');
INSERT INTO public.django_migrations VALUES (8, 'account', '0007_emailaddress_idx_email', '2026-11-24 20:10:19.589412+00');
INSERT INTO public.django_migrations VALUES (9, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-24 20:10:19.606484+00');
INSERT INTO public.django_migrations VALUES (10, 'account', '0009_emailaddress_unique_primary_email', '2026-11-24 20:10:19.617115+00');
INSERT INTO public.django_migrations VALUES (11, 'audit', '0001_initial', '2026-11-24 20:10:19.633806+00');
INSERT INTO public.django_migrations VALUES (12, 'audit', '0002_append_only', '2026-11-24 20:10:19.654965+00');
INSERT INTO public.django_migrations VALUES (13, 'contenttypes', '0001_initial', '2026-11-24 20:10:19.657667+00');
INSERT INTO public.django_migrations VALUES (14, 'contenttypes', '0002_remove_content_type_name', '2026-11-24 20:10:19.682397+00');
INSERT INTO public.django_migrations VALUES (15, 'auth', '0001_initial', '2026-11-24 20:10:19.697918+00');
INSERT INTO public.django_migrations VALUES (16, 'auth', '0002_alter_permission_name_max_length', '2026-11-24 20:10:19.703748+00');
INSERT INTO public.django_migrations VALUES (17, 'auth', '0003_alter_user_email_max_length', '2026-11-24 20:10:19.705942+00');
INSERT INTO public.django_migrations VALUES (18, 'auth', '0004_alter_user_username_opts', '2026-11-24 20:10:19.710955+00');
INSERT INTO public.django_migrations VALUES (19, 'auth', '0005_alter_user_last_login_null', '2026-11-24 20:10:19.718057+00');
INSERT INTO public.django_migrations VALUES (20, 'auth', '0006_require_contenttypes_0002', '2026-11-24 20:10:19.718416+00');
INSERT INTO public.django_migrations VALUES (21, 'auth', '0007_alter_validators_add_error_messages', '2026-11-24 20:10:19.720301+00');
INSERT INTO public.django_migrations VALUES (22, 'auth', '0008_alter_user_username_max_length', '2026-11-24 20:10:19.727092+00');
INSERT INTO public.django_migrations VALUES (23, 'auth', '0009_alter_user_last_name_max_length', '2026-11-24 20:10:19.729083+00');
INSERT INTO public.django_migrations VALUES (24, 'auth', '0010_alter_group_name_max_length', '2026-11-24 20:10:19.733606+00');
INSERT INTO public.django_migrations VALUES (25, 'auth', '0011_update_proxy_permissions', '2026-11-24 20:10:19.751111+00');
INSERT INTO public.django_migrations VALUES (26, 'auth', '0012_alter_user_first_name_max_length', '2026-11-24 20:10:19.755199+00');
INSERT INTO public.django_migrations VALUES (27, 'axes', '0001_initial', '2026-11-24 20:10:19.764135+00');
INSERT INTO public.django_migrations VALUES (28, 'axes', '0002_auto_20151217_2044', '2026-11-24 20:10:19.789163+00');
INSERT INTO public.django_migrations VALUES (29, 'axes', '0003_auto_20160322_0929', '2026-11-24 20:10:19.807543+00');
INSERT INTO public.django_migrations VALUES (30, 'axes', '0004_auto_20181024_1538', '2026-11-24 20:10:19.819145+00');
INSERT INTO public.django_migrations VALUES (31, 'axes', '0005_remove_accessattempt_trusted', '2026-11-24 20:10:19.825431+00');
INSERT INTO public.django_migrations VALUES (32, 'axes', '0006_remove_accesslog_trusted', '2026-11-24 20:10:19.827072+00');
INSERT INTO public.django_migrations VALUES (33, 'axes', '0007_alter_accessattempt_unique_together', '2026-11-24 20:10:19.857657+00');
INSERT INTO public.django_migrations VALUES (34, 'axes', '0008_accessfailurelog', '2026-11-24 20:10:19.865486+00');
INSERT INTO public.django_migrations VALUES (35, 'axes', '0009_add_session_hash', '2026-11-24 20:10:19.867451+00');
INSERT INTO public.django_migrations VALUES (36, 'axes', '0010_accessattemptexpiration', '2026-11-24 20:10:19.873702+00');
INSERT INTO public.django_migrations VALUES (37, 'core', '0002_roles', '2026-11-24 20:10:19.902182+00');
INSERT INTO public.django_migrations VALUES (38, 'cooperate', '0001_initial', '2026-11-24 20:10:20.075498+00');
INSERT INTO public.django_migrations VALUES (39, 'core', '0003_exclusions_follow_units', '2026-11-24 20:10:20.104705+00');
INSERT INTO public.django_migrations VALUES (40, 'core', '0004_absences', '2026-11-24 20:10:20.130772+00');
INSERT INTO public.django_migrations VALUES (41, 'core', '0005_role_reviews', '2026-11-24 20:10:20.310216+00');
INSERT INTO public.django_migrations VALUES (42, 'core', '0006_notices', '2026-11-24 20:10:20.36231+00');
INSERT INTO public.django_migrations VALUES (43, 'core', '0007_exclusions_and_emergencies', '2026-11-24 20:10:20.445575+00');
INSERT INTO public.django_migrations VALUES (44, 'core', '0008_rough_dates', '2026-11-24 20:10:20.494061+00');
INSERT INTO public.django_migrations VALUES (45, 'core', '0009_exclusions_follow_who_moves', '2026-11-24 20:10:20.533195+00');
INSERT INTO public.django_migrations VALUES (46, 'core', '0010_rights', '2026-11-24 20:10:20.709271+00');
INSERT INTO public.django_migrations VALUES (47, 'django_tasks_database', '0001_initial', '2026-11-24 20:10:20.711528+00');
INSERT INTO public.django_migrations VALUES (48, 'django_tasks_database', '0002_alter_dbtaskresult_options', '2026-11-24 20:10:20.713628+00');
INSERT INTO public.django_migrations VALUES (49, 'django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', '2026-11-24 20:10:20.718891+00');
INSERT INTO public.django_migrations VALUES (50, 'django_tasks_database', '0004_dbtaskresult_started_at', '2026-11-24 20:10:20.721278+00');
INSERT INTO public.django_migrations VALUES (51, 'django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', '2026-11-24 20:10:20.73139+00');
INSERT INTO public.django_migrations VALUES (52, 'django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', '2026-11-24 20:10:20.754303+00');
INSERT INTO public.django_migrations VALUES (53, 'django_tasks_database', '0007_add_separate_results_fields', '2026-11-24 20:10:20.756573+00');
INSERT INTO public.django_migrations VALUES (54, 'django_tasks_database', '0008_separate_results_field', '2026-11-24 20:10:20.787995+00');
INSERT INTO public.django_migrations VALUES (55, 'django_tasks_database', '0009_remove_results_field', '2026-11-24 20:10:20.793283+00');
INSERT INTO public.django_migrations VALUES (56, 'django_tasks_database', '0010_alter_dbtaskresult_status', '2026-11-24 20:10:20.797355+00');
INSERT INTO public.django_migrations VALUES (57, 'django_tasks_database', '0011_rename_complete_status', '2026-11-24 20:10:20.832639+00');
INSERT INTO public.django_migrations VALUES (58, 'django_tasks_database', '0012_add_separate_exception_fields', '2026-11-24 20:10:20.838513+00');
INSERT INTO public.django_migrations VALUES (59, 'django_tasks_database', '0013_separate_exception_fields', '2026-11-24 20:10:20.869812+00');
INSERT INTO public.django_migrations VALUES (60, 'django_tasks_database', '0014_remove_dbtaskresult_exception_data', '2026-11-24 20:10:20.871288+00');
INSERT INTO public.django_migrations VALUES (61, 'django_tasks_database', '0015_correctly_order_run_after', '2026-11-24 20:10:20.872467+00');
INSERT INTO public.django_migrations VALUES (62, 'django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', '2026-11-24 20:10:20.934839+00');
INSERT INTO public.django_migrations VALUES (63, 'django_tasks_database', '0017_dbtaskresult_metadata', '2026-11-24 20:10:20.937193+00');
INSERT INTO public.django_migrations VALUES (64, 'django_tasks_database', '0018_rename_succeeded_status', '2026-11-24 20:10:21.149194+00');
INSERT INTO public.django_migrations VALUES (65, 'django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', '2026-11-24 20:10:21.158576+00');
INSERT INTO public.django_migrations VALUES (66, 'django_tasks_database', '0020_update_db_task_result_ordering', '2026-11-24 20:10:21.165143+00');
INSERT INTO public.django_migrations VALUES (67, 'django_tasks_database', '0021_conditional_partial_index_ordering', '2026-11-24 20:10:21.169418+00');
INSERT INTO public.django_migrations VALUES (68, 'measure', '0001_initial', '2026-11-24 20:10:21.185173+00');
INSERT INTO public.django_migrations VALUES (69, 'measure', '0002_one_snapshot_a_quarter', '2026-11-24 20:10:21.18911+00');
INSERT INTO public.django_migrations VALUES (70, 'mfa', '0001_initial', '2026-11-24 20:10:21.215797+00');
INSERT INTO public.django_migrations VALUES (71, 'mfa', '0002_authenticator_timestamps', '2026-11-24 20:10:21.243843+00');
INSERT INTO public.django_migrations VALUES (72, 'mfa', '0003_authenticator_type_uniq', '2026-11-24 20:10:21.285164+00');
INSERT INTO public.django_migrations VALUES (73, 'sessions', '0001_initial', '2026-11-24 20:10:21.289625+00');
INSERT INTO public.django_migrations VALUES (74, 'usersessions', '0001_initial', '2026-11-24 20:10:21.318162+00');
INSERT INTO public.django_migrations VALUES (75, 'vault', '0001_initial', '2026-11-24 20:10:21.332158+00');
INSERT INTO public.django_migrations VALUES (76, 'vault', '0002_roles', '2026-11-24 20:10:21.371453+00');
INSERT INTO public.django_migrations VALUES (77, 'vault', '0003_installation_key', '2026-11-24 20:10:21.421889+00');


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: django_tasks_database_dbtaskresult; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: measure_publishedfigure; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: measure_publishedsource; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: measure_snapshot; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: mfa_authenticator; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: usersessions_usersession; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: vault_blindindex; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 's', '\x3d34cb62840dbce18660e6c6d0ae9bbc', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 'p', '\xd5e5c7079b6ea3450ede292226061105', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 'd', '\xf0f4726b337b895c7ab624342461636f', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 's', '\xfb1063ec19c0e49a2aba310c032e91a1', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 'n', '\x4b23f5030aba7c01040becb2f63116ba', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 's', '\xacb5e6cb4d57f0ace1ed2d91f61d8e94', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('b4915e62-aaa3-42b0-b87d-919371b644fa', 'n', '\x9f2d19b0d1cf660113d76702fbafeaa9', 'fe32b7a2-7bcc-489b-bf73-79f39011d898');
INSERT INTO public.vault_blindindex VALUES ('64e84f2e-ba12-4d02-b008-26a8bf762d0a', 'n', '\xf2e63dcc3c6e4a1a61abf3257e46d865', '33c63709-5c10-4e17-9dd2-a3362b05db1c');
INSERT INTO public.vault_blindindex VALUES ('64e84f2e-ba12-4d02-b008-26a8bf762d0a', 's', '\x0733d024d64f46287c651a712d72d37d', '33c63709-5c10-4e17-9dd2-a3362b05db1c');
INSERT INTO public.vault_blindindex VALUES ('64e84f2e-ba12-4d02-b008-26a8bf762d0a', 's', '\xf5980c14f40480eecc3ebcec85f7b3a3', '33c63709-5c10-4e17-9dd2-a3362b05db1c');
INSERT INTO public.vault_blindindex VALUES ('64e84f2e-ba12-4d02-b008-26a8bf762d0a', 'n', '\xb7f240c546835d2567cc8343bf9a64fa', '33c63709-5c10-4e17-9dd2-a3362b05db1c');
INSERT INTO public.vault_blindindex VALUES ('64e84f2e-ba12-4d02-b008-26a8bf762d0a', 's', '\xbf5b4353e92b536cf75dfa766bd2c879', '33c63709-5c10-4e17-9dd2-a3362b05db1c');


--
-- Data for Name: vault_installationkey; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--



--
-- Data for Name: vault_keptfile; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.vault_keptfile VALUES ('346b8f99-eee6-4179-bf6a-14113c508dee', 'person', 'fe32b7a2-7bcc-489b-bf73-79f39011d898', 27, 1, '\x01805af5c7d7ff12d0b84ce7bb6ef5519067e37086fcc9064e7a66431125f97862bc7dd4571013f4304978b38b36af9b83074f5b1ecf4f61d234156b81', '2026-11-24 20:10:23.245116+00');
INSERT INTO public.vault_keptfile VALUES ('58c6d063-830b-4a72-ab51-445e02a8389c', 'organisation', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 4, 1, '\x01e9742be7efaa1b1f16ee836cf4bfc947f677c3ca665350713107931a65054e631a0c7b53c9e7dc70fce4d476164361fc12b31ec52a638f05fa37267d', '2026-11-24 20:10:23.257089+00');


--
-- Data for Name: vault_organisationkey; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.vault_organisationkey VALUES ('b90d56a7-b9cb-4f1e-b6b3-d341f6fdee4d', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 1, '8b3dae99263f6024', '\x01e1b00d58bb8caece71c8fe3796927d2b66a851896241df4eae05db62b01fbb7188cfa4128a2379bad60862ac9722b9e77821874b52e4a189a0a7c083');
INSERT INTO public.vault_organisationkey VALUES ('6e37c896-1ba4-446d-ad89-97919b729580', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', 1, '8b3dae99263f6024', '\x01b613f060d39af02d168083f3270ca106085b1bf51e1546395efd65481223e1a7a298a03446dea31acda580cf9d6533f9eb9f0b910b1321c7932be241');
INSERT INTO public.vault_organisationkey VALUES ('55f3ff34-5a7e-4bc9-bd49-562f46d0a853', '1170b6dc-7798-48ef-b874-14c022bb5ef5', 1, '8b3dae99263f6024', '\x01c1d33dac063fd37ca432ac463b5bf295136be163bfc17c849a91368eacad8cf74c86fd4331fbd201cd9359eeb5a119242eb89b5543a257fa9024451d');


--
-- Data for Name: vault_personkey; Type: TABLE DATA; Schema: public; Owner: handrail_owner
--

INSERT INTO public.vault_personkey VALUES ('fe32b7a2-7bcc-489b-bf73-79f39011d898', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 1, 'b90d56a7-b9cb-4f1e-b6b3-d341f6fdee4d', '\x01c028f9cf3bee1d5f4aeb577ea3e8ced57ca0d68b2487d5a1a06e4f6a6f82d68bea5fd7f7bfad407074f2bafba8dedf67e244fd7068896a4588f844c6', NULL);
INSERT INTO public.vault_personkey VALUES ('33c63709-5c10-4e17-9dd2-a3362b05db1c', '64e84f2e-ba12-4d02-b008-26a8bf762d0a', 1, '6e37c896-1ba4-446d-ad89-97919b729580', '\x014eea94d936229cfb33416019c373ef6befaaec4058b1fcb5ebc122be5fff9bdc44b5dd90427d7994dcc86a0232a2e5576f2f80100a1511a8302d432c', NULL);
INSERT INTO public.vault_personkey VALUES ('5f678fdd-886b-44c2-92de-08729c523660', 'b4915e62-aaa3-42b0-b87d-919371b644fa', 1, 'b90d56a7-b9cb-4f1e-b6b3-d341f6fdee4d', '\x', '2026-11-24 20:10:23.229404+00');


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 212, true);


--
-- Name: axes_accessattempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.axes_accessattempt_id_seq', 1, false);


--
-- Name: axes_accessfailurelog_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.axes_accessfailurelog_id_seq', 1, false);


--
-- Name: axes_accesslog_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.axes_accesslog_id_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 53, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 77, true);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);


--
-- Name: usersessions_usersession_id_seq; Type: SEQUENCE SET; Schema: public; Owner: handrail_owner
--

SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);


--
-- Name: account_emailaddress account_emailaddress_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress account_emailaddress_user_id_email_987c8728_uniq; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


--
-- Name: account_emailconfirmation account_emailconfirmation_key_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


--
-- Name: account_emailconfirmation account_emailconfirmation_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


--
-- Name: audit_auditevent audit_auditevent_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_auditevent
    ADD CONSTRAINT audit_auditevent_pkey PRIMARY KEY (id);


--
-- Name: audit_auditreason audit_auditreason_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_auditreason
    ADD CONSTRAINT audit_auditreason_pkey PRIMARY KEY (event);


--
-- Name: audit_seal audit_chain_does_not_fork; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_chain_does_not_fork UNIQUE (previous);


--
-- Name: audit_checkpoint audit_checkpoint_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_checkpoint
    ADD CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (id);


--
-- Name: audit_installation audit_installation_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_installation
    ADD CONSTRAINT audit_installation_pkey PRIMARY KEY (number);


--
-- Name: audit_pendingevent audit_pendingevent_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_pendingevent
    ADD CONSTRAINT audit_pendingevent_pkey PRIMARY KEY (event);


--
-- Name: audit_seal audit_seal_event_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_event_key UNIQUE (event);


--
-- Name: audit_seal audit_seal_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY ("position");


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: axes_accessattempt axes_accessattempt_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);


--
-- Name: axes_accessattempt axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);


--
-- Name: axes_accessattemptexpiration axes_accessattemptexpiration_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);


--
-- Name: axes_accessfailurelog axes_accessfailurelog_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);


--
-- Name: axes_accesslog axes_accesslog_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);


--
-- Name: core_case case_number_once_per_organisation; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_case
    ADD CONSTRAINT case_number_once_per_organisation UNIQUE (organisation_id, number);


--
-- Name: cooperate_importrow cooperate_importrow_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_importrow
    ADD CONSTRAINT cooperate_importrow_pkey PRIMARY KEY (id);


--
-- Name: cooperate_importrun cooperate_importrun_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_importrun
    ADD CONSTRAINT cooperate_importrun_pkey PRIMARY KEY (id);


--
-- Name: cooperate_savedmapping cooperate_savedmapping_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_savedmapping
    ADD CONSTRAINT cooperate_savedmapping_pkey PRIMARY KEY (id);


--
-- Name: core_absence core_absence_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_absence
    ADD CONSTRAINT core_absence_pkey PRIMARY KEY (id);


--
-- Name: core_account core_account_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_account
    ADD CONSTRAINT core_account_pkey PRIMARY KEY (id);


--
-- Name: core_account core_account_username_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_account
    ADD CONSTRAINT core_account_username_key UNIQUE (username);


--
-- Name: core_attachment core_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_attachment
    ADD CONSTRAINT core_attachment_pkey PRIMARY KEY (id);


--
-- Name: core_breakglass core_breakglass_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_breakglass
    ADD CONSTRAINT core_breakglass_pkey PRIMARY KEY (id);


--
-- Name: core_cascaderow core_cascaderow_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_cascaderow
    ADD CONSTRAINT core_cascaderow_pkey PRIMARY KEY (case_id);


--
-- Name: core_case core_case_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_case
    ADD CONSTRAINT core_case_pkey PRIMARY KEY (id);


--
-- Name: core_consentgrant core_consentgrant_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_consentgrant
    ADD CONSTRAINT core_consentgrant_pkey PRIMARY KEY (id);


--
-- Name: core_entry core_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_entry
    ADD CONSTRAINT core_entry_pkey PRIMARY KEY (id);


--
-- Name: core_exclusion core_exclusion_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_exclusion
    ADD CONSTRAINT core_exclusion_pkey PRIMARY KEY (id);


--
-- Name: core_externalreference core_externalreference_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_externalreference
    ADD CONSTRAINT core_externalreference_pkey PRIMARY KEY (id);


--
-- Name: core_hold core_hold_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_hold
    ADD CONSTRAINT core_hold_pkey PRIMARY KEY (id);


--
-- Name: core_mailaddress core_mailaddress_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_mailaddress
    ADD CONSTRAINT core_mailaddress_pkey PRIMARY KEY (account_id);


--
-- Name: core_milestone core_milestone_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_milestone
    ADD CONSTRAINT core_milestone_pkey PRIMARY KEY (id);


--
-- Name: core_notice core_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_notice
    ADD CONSTRAINT core_notice_pkey PRIMARY KEY (id);


--
-- Name: core_organisation core_organisation_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_organisation
    ADD CONSTRAINT core_organisation_pkey PRIMARY KEY (id);


--
-- Name: core_party core_party_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_party
    ADD CONSTRAINT core_party_pkey PRIMARY KEY (id);


--
-- Name: core_person core_person_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_person
    ADD CONSTRAINT core_person_pkey PRIMARY KEY (id);


--
-- Name: core_recovery core_recovery_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_recovery
    ADD CONSTRAINT core_recovery_pkey PRIMARY KEY (id);


--
-- Name: core_referral core_referral_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_referral
    ADD CONSTRAINT core_referral_pkey PRIMARY KEY (id);


--
-- Name: core_rightsrequest core_rightsrequest_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rightsrequest
    ADD CONSTRAINT core_rightsrequest_pkey PRIMARY KEY (id);


--
-- Name: core_rolegrant core_rolegrant_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolegrant
    ADD CONSTRAINT core_rolegrant_pkey PRIMARY KEY (id);


--
-- Name: core_rolereview core_rolereview_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolereview
    ADD CONSTRAINT core_rolereview_pkey PRIMARY KEY (id);


--
-- Name: core_unit core_unit_path_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_unit
    ADD CONSTRAINT core_unit_path_key UNIQUE (path);


--
-- Name: core_unit core_unit_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_unit
    ADD CONSTRAINT core_unit_pkey PRIMARY KEY (id);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


--
-- Name: django_tasks_database_dbtaskresult django_tasks_database_dbtaskresult_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);


--
-- Name: measure_publishedfigure measure_publishedfigure_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.measure_publishedfigure
    ADD CONSTRAINT measure_publishedfigure_pkey PRIMARY KEY (id);


--
-- Name: measure_publishedsource measure_publishedsource_name_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.measure_publishedsource
    ADD CONSTRAINT measure_publishedsource_name_key UNIQUE (name);


--
-- Name: measure_publishedsource measure_publishedsource_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.measure_publishedsource
    ADD CONSTRAINT measure_publishedsource_pkey PRIMARY KEY (id);


--
-- Name: measure_snapshot measure_snapshot_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.measure_snapshot
    ADD CONSTRAINT measure_snapshot_pkey PRIMARY KEY (id);


--
-- Name: mfa_authenticator mfa_authenticator_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


--
-- Name: core_milestone milestone_once_per_kind; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_milestone
    ADD CONSTRAINT milestone_once_per_kind UNIQUE (case_id, kind);


--
-- Name: core_organisation organisation_short_name_once; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_organisation
    ADD CONSTRAINT organisation_short_name_once UNIQUE (short_name);


--
-- Name: core_externalreference reference_once_per_organisation; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_externalreference
    ADD CONSTRAINT reference_once_per_organisation UNIQUE (organisation_id, system, token);


--
-- Name: core_rolereview role_reviewed_once_a_quarter; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolereview
    ADD CONSTRAINT role_reviewed_once_a_quarter UNIQUE (grant_id, quarter);


--
-- Name: cooperate_savedmapping saved_mapping_name_once_per_organisation; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_savedmapping
    ADD CONSTRAINT saved_mapping_name_once_per_organisation UNIQUE (organisation_id, name);


--
-- Name: measure_snapshot snapshot_once_a_quarter; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.measure_snapshot
    ADD CONSTRAINT snapshot_once_a_quarter UNIQUE (last_quarter);


--
-- Name: core_unit unit_name_once_per_parent; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_unit
    ADD CONSTRAINT unit_name_once_per_parent UNIQUE (organisation_id, parent_id, name);


--
-- Name: usersessions_usersession usersessions_usersession_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);


--
-- Name: usersessions_usersession usersessions_usersession_session_key_key; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);


--
-- Name: vault_blindindex vault_blindindex_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.vault_blindindex
    ADD CONSTRAINT vault_blindindex_pkey PRIMARY KEY (organisation, kind, token, person);


--
-- Name: vault_installationkey vault_installationkey_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.vault_installationkey
    ADD CONSTRAINT vault_installationkey_pkey PRIMARY KEY (number);


--
-- Name: vault_keptfile vault_keptfile_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.vault_keptfile
    ADD CONSTRAINT vault_keptfile_pkey PRIMARY KEY (id);


--
-- Name: vault_organisationkey vault_one_key_a_version; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.vault_organisationkey
    ADD CONSTRAINT vault_one_key_a_version UNIQUE (organisation, version);


--
-- Name: vault_organisationkey vault_organisationkey_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.vault_organisationkey
    ADD CONSTRAINT vault_organisationkey_pkey PRIMARY KEY (id);


--
-- Name: vault_personkey vault_personkey_pkey; Type: CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.vault_personkey
    ADD CONSTRAINT vault_personkey_pkey PRIMARY KEY (person);


--
-- Name: absence_deputy; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX absence_deputy ON public.core_absence USING btree (deputy_id, ends_on);


--
-- Name: account_emailaddress_email_03be32b2; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


--
-- Name: account_emailaddress_email_03be32b2_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


--
-- Name: account_emailaddress_user_id_2c513194; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


--
-- Name: account_emailconfirmation_email_address_id_5b7f8c58; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


--
-- Name: account_emailconfirmation_key_f43612bd_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


--
-- Name: attachment_case_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX attachment_case_newest ON public.core_attachment USING btree (case_id, created_at, id);


--
-- Name: audit_of_actor; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX audit_of_actor ON public.audit_auditevent USING btree (actor, at, id);


--
-- Name: audit_of_organisation; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX audit_of_organisation ON public.audit_auditevent USING btree (organisation, at, id);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: axes_accessattempt_ip_address_10922d9c; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);


--
-- Name: axes_accessattempt_user_agent_ad89678b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);


--
-- Name: axes_accessattempt_user_agent_ad89678b_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accessattempt_username_3f2d4ca0; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);


--
-- Name: axes_accessattempt_username_3f2d4ca0_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);


--
-- Name: axes_accessfailurelog_ip_address_2e9f5a7f; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);


--
-- Name: axes_accessfailurelog_user_agent_ea145dda; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);


--
-- Name: axes_accessfailurelog_user_agent_ea145dda_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accessfailurelog_username_a8b7e8a4; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);


--
-- Name: axes_accessfailurelog_username_a8b7e8a4_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);


--
-- Name: axes_accesslog_ip_address_86b417e5; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);


--
-- Name: axes_accesslog_user_agent_0e659004; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);


--
-- Name: axes_accesslog_user_agent_0e659004_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accesslog_username_df93064b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);


--
-- Name: axes_accesslog_username_df93064b_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);


--
-- Name: break_glass_account; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX break_glass_account ON public.core_breakglass USING btree (account_id, until);


--
-- Name: cascade_unit_detected; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cascade_unit_detected ON public.core_cascaderow USING btree (unit_id, detected_on);


--
-- Name: cascade_unit_ended; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cascade_unit_ended ON public.core_cascaderow USING btree (unit_id, ended_on) WHERE (ended_on IS NOT NULL);


--
-- Name: case_import_run; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX case_import_run ON public.core_case USING btree (import_run) WHERE (import_run IS NOT NULL);


--
-- Name: case_organisation_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX case_organisation_newest ON public.core_case USING btree (organisation_id, opened_on DESC, id);


--
-- Name: case_owner_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX case_owner_newest ON public.core_case USING btree (owner_id, opened_on DESC, id);


--
-- Name: case_person; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX case_person ON public.core_case USING btree (person_id);


--
-- Name: case_unit_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX case_unit_newest ON public.core_case USING btree (unit_id, opened_on DESC, id);


--
-- Name: consent_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX consent_case ON public.core_consentgrant USING btree (case_id);


--
-- Name: cooperate_importrow_run_id_fee591fc; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cooperate_importrow_run_id_fee591fc ON public.cooperate_importrow USING btree (run_id);


--
-- Name: cooperate_importrun_account_id_013f1ca7; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cooperate_importrun_account_id_013f1ca7 ON public.cooperate_importrun USING btree (account_id);


--
-- Name: cooperate_importrun_organisation_id_04bac36a; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cooperate_importrun_organisation_id_04bac36a ON public.cooperate_importrun USING btree (organisation_id);


--
-- Name: cooperate_importrun_unit_id_7aab608e; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cooperate_importrun_unit_id_7aab608e ON public.cooperate_importrun USING btree (unit_id);


--
-- Name: cooperate_savedmapping_organisation_id_6d2e8818; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX cooperate_savedmapping_organisation_id_6d2e8818 ON public.cooperate_savedmapping USING btree (organisation_id);


--
-- Name: core_absence_account_id_0cd42afd; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_absence_account_id_0cd42afd ON public.core_absence USING btree (account_id);


--
-- Name: core_absence_deputy_id_32d06392; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_absence_deputy_id_32d06392 ON public.core_absence USING btree (deputy_id);


--
-- Name: core_absence_entered_by_id_14a5ae9b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_absence_entered_by_id_14a5ae9b ON public.core_absence USING btree (entered_by_id);


--
-- Name: core_account_organisation_id_3ada5520; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_account_organisation_id_3ada5520 ON public.core_account USING btree (organisation_id);


--
-- Name: core_account_unit_id_b8055e48; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_account_unit_id_b8055e48 ON public.core_account USING btree (unit_id);


--
-- Name: core_account_username_83adb2f6_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_account_username_83adb2f6_like ON public.core_account USING btree (username varchar_pattern_ops);


--
-- Name: core_attachment_case_id_68a7d204; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_attachment_case_id_68a7d204 ON public.core_attachment USING btree (case_id);


--
-- Name: core_cascaderow_organisation_id_20ffac42; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_cascaderow_organisation_id_20ffac42 ON public.core_cascaderow USING btree (organisation_id);


--
-- Name: core_cascaderow_owner_id_9c37d48b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_cascaderow_owner_id_9c37d48b ON public.core_cascaderow USING btree (owner_id);


--
-- Name: core_case_organisation_id_4aa56812; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_case_organisation_id_4aa56812 ON public.core_case USING btree (organisation_id);


--
-- Name: core_case_owner_id_ca0ce44a; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_case_owner_id_ca0ce44a ON public.core_case USING btree (owner_id);


--
-- Name: core_case_person_id_fa4215f9; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_case_person_id_fa4215f9 ON public.core_case USING btree (person_id);


--
-- Name: core_case_unit_id_c8348a3c; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_case_unit_id_c8348a3c ON public.core_case USING btree (unit_id);


--
-- Name: core_consentgrant_case_id_b7fae768; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_consentgrant_case_id_b7fae768 ON public.core_consentgrant USING btree (case_id);


--
-- Name: core_consentgrant_recipient_id_9211bbcb; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_consentgrant_recipient_id_9211bbcb ON public.core_consentgrant USING btree (recipient_id);


--
-- Name: core_entry_case_id_53630dca; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_entry_case_id_53630dca ON public.core_entry USING btree (case_id);


--
-- Name: core_externalreference_case_id_ad20aa91; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_externalreference_case_id_ad20aa91 ON public.core_externalreference USING btree (case_id);


--
-- Name: core_externalreference_organisation_id_d5891fd3; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_externalreference_organisation_id_d5891fd3 ON public.core_externalreference USING btree (organisation_id);


--
-- Name: core_hold_case_id_ceae8fe1; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_hold_case_id_ceae8fe1 ON public.core_hold USING btree (case_id);


--
-- Name: core_milestone_case_id_5a00c298; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_milestone_case_id_5a00c298 ON public.core_milestone USING btree (case_id);


--
-- Name: core_notice_account_id_aff87396; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_notice_account_id_aff87396 ON public.core_notice USING btree (account_id);


--
-- Name: core_party_case_id_19e79f5b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_party_case_id_19e79f5b ON public.core_party USING btree (case_id);


--
-- Name: core_person_organisation_id_093d1a47; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_person_organisation_id_093d1a47 ON public.core_person USING btree (organisation_id);


--
-- Name: core_recovery_account_id_14cdb4ef; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_recovery_account_id_14cdb4ef ON public.core_recovery USING btree (account_id);


--
-- Name: core_recovery_asked_by_id_f69ef8b7; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_recovery_asked_by_id_f69ef8b7 ON public.core_recovery USING btree (asked_by_id);


--
-- Name: core_recovery_confirmed_by_id_df3c7a34; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_recovery_confirmed_by_id_df3c7a34 ON public.core_recovery USING btree (confirmed_by_id);


--
-- Name: core_referral_case_id_90eb8dd2; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_referral_case_id_90eb8dd2 ON public.core_referral USING btree (case_id);


--
-- Name: core_referral_consent_id_04a318d9; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_referral_consent_id_04a318d9 ON public.core_referral USING btree (consent_id);


--
-- Name: core_referral_to_unit_id_b0443335; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_referral_to_unit_id_b0443335 ON public.core_referral USING btree (to_unit_id);


--
-- Name: core_rightsrequest_case_id_df435554; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_rightsrequest_case_id_df435554 ON public.core_rightsrequest USING btree (case_id);


--
-- Name: core_rolegrant_account_id_ca940bbc; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_rolegrant_account_id_ca940bbc ON public.core_rolegrant USING btree (account_id);


--
-- Name: core_rolegrant_unit_id_c62158d8; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_rolegrant_unit_id_c62158d8 ON public.core_rolegrant USING btree (unit_id);


--
-- Name: core_rolereview_decided_by_id_193881a8; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_rolereview_decided_by_id_193881a8 ON public.core_rolereview USING btree (decided_by_id);


--
-- Name: core_rolereview_grant_id_eafcbde4; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_rolereview_grant_id_eafcbde4 ON public.core_rolereview USING btree (grant_id);


--
-- Name: core_unit_organisation_id_bd6bf84f; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_unit_organisation_id_bd6bf84f ON public.core_unit USING btree (organisation_id);


--
-- Name: core_unit_parent_id_92d86b0b; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_unit_parent_id_92d86b0b ON public.core_unit USING btree (parent_id);


--
-- Name: core_unit_path_d0e4ea42_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX core_unit_path_d0e4ea42_like ON public.core_unit USING btree (path varchar_pattern_ops);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: django_task_backend_071754_idx; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);


--
-- Name: django_task_queue_n_99c321_idx; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);


--
-- Name: entry_case_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX entry_case_newest ON public.core_entry USING btree (case_id, created_at, id);


--
-- Name: exclusion_account; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX exclusion_account ON public.core_exclusion USING btree (account_id, case_id);


--
-- Name: figure_country; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX figure_country ON public.measure_publishedfigure USING btree (iso3, dimension, year);


--
-- Name: hold_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX hold_case ON public.core_hold USING btree (case_id, until);


--
-- Name: import_row_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX import_row_case ON public.cooperate_importrow USING btree (case_id) WHERE (case_id IS NOT NULL);


--
-- Name: import_row_of_run; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX import_row_of_run ON public.cooperate_importrow USING btree (run_id, outcome, "row", id);


--
-- Name: import_run_headers; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX import_run_headers ON public.cooperate_importrun USING btree (organisation_id, headers_token);


--
-- Name: import_run_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX import_run_newest ON public.cooperate_importrun USING btree (organisation_id, created_at DESC, id);


--
-- Name: measure_publishedsource_name_f2a4bdfc_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX measure_publishedsource_name_f2a4bdfc_like ON public.measure_publishedsource USING btree (name varchar_pattern_ops);


--
-- Name: mfa_authenticator_user_id_0c3a50c0; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


--
-- Name: notice_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX notice_newest ON public.core_notice USING btree (account_id, at DESC, id);


--
-- Name: party_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX party_case ON public.core_party USING btree (case_id);


--
-- Name: reference_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX reference_case ON public.core_externalreference USING btree (case_id);


--
-- Name: referral_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX referral_case ON public.core_referral USING btree (case_id);


--
-- Name: referral_unit_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX referral_unit_case ON public.core_referral USING btree (to_unit_id, status, case_id);


--
-- Name: right_asked_once_at_a_time; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE UNIQUE INDEX right_asked_once_at_a_time ON public.core_rightsrequest USING btree (case_id, kind) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'confirmed'::character varying])::text[]));


--
-- Name: right_case; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX right_case ON public.core_rightsrequest USING btree (case_id, received_on DESC);


--
-- Name: saved_mapping_headers; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX saved_mapping_headers ON public.cooperate_savedmapping USING btree (organisation_id, headers_token);


--
-- Name: snapshot_newest; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX snapshot_newest ON public.measure_snapshot USING btree (published_at DESC);


--
-- Name: tasks_db_new_ordering_idx; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);


--
-- Name: unique_authenticator_type; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));


--
-- Name: unique_primary_email; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


--
-- Name: unique_verified_email; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


--
-- Name: usersessions_usersession_session_key_fd35de43_like; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);


--
-- Name: usersessions_usersession_user_id_af5e0a6d; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);


--
-- Name: vault_blindindex_person_e7a90104; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX vault_blindindex_person_e7a90104 ON public.vault_blindindex USING btree (person);


--
-- Name: vault_files_of_owner; Type: INDEX; Schema: public; Owner: handrail_owner
--

CREATE INDEX vault_files_of_owner ON public.vault_keptfile USING btree (owner_kind, owner);


--
-- Name: audit_auditevent audit_queue; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER audit_queue AFTER INSERT ON public.audit_auditevent REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.audit_queue();


--
-- Name: audit_auditevent audit_refuse; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER audit_refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_auditevent FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();


--
-- Name: audit_auditreason audit_refuse; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER audit_refuse BEFORE UPDATE ON public.audit_auditreason FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();


--
-- Name: audit_checkpoint audit_refuse; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER audit_refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();


--
-- Name: audit_installation audit_refuse; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER audit_refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_installation FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();


--
-- Name: audit_seal audit_refuse; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER audit_refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();


--
-- Name: core_account handrail_exclusions_follow_account; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER handrail_exclusions_follow_account AFTER UPDATE OF unit_id ON public.core_account FOR EACH ROW WHEN ((old.unit_id <> new.unit_id)) EXECUTE FUNCTION public.handrail_exclusions_follow_account();


--
-- Name: core_unit handrail_exclusions_follow_unit; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER handrail_exclusions_follow_unit AFTER UPDATE OF path ON public.core_unit FOR EACH ROW WHEN (((old.path)::text <> (new.path)::text)) EXECUTE FUNCTION public.handrail_exclusions_follow_unit();


--
-- Name: core_exclusion handrail_reversals_follow; Type: TRIGGER; Schema: public; Owner: handrail_owner
--

CREATE TRIGGER handrail_reversals_follow AFTER UPDATE OF reversed_at ON public.core_exclusion FOR EACH ROW WHEN (((old.reversed_at IS NULL) AND (new.reversed_at IS NOT NULL))) EXECUTE FUNCTION public.handrail_reversals_follow();


--
-- Name: account_emailaddress account_emailaddress_user_id_2c513194_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_core_account_id FOREIGN KEY (user_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: account_emailconfirmation account_emailconfirm_email_address_id_5b7f8c58_fk_account_e; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: axes_accessattemptexpiration axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cooperate_importrow cooperate_importrow_run_id_fee591fc_fk_cooperate_importrun_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_importrow
    ADD CONSTRAINT cooperate_importrow_run_id_fee591fc_fk_cooperate_importrun_id FOREIGN KEY (run_id) REFERENCES public.cooperate_importrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cooperate_importrun cooperate_importrun_account_id_013f1ca7_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_importrun
    ADD CONSTRAINT cooperate_importrun_account_id_013f1ca7_fk_core_account_id FOREIGN KEY (account_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cooperate_importrun cooperate_importrun_organisation_id_04bac36a_fk_core_orga; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_importrun
    ADD CONSTRAINT cooperate_importrun_organisation_id_04bac36a_fk_core_orga FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cooperate_importrun cooperate_importrun_unit_id_7aab608e_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_importrun
    ADD CONSTRAINT cooperate_importrun_unit_id_7aab608e_fk_core_unit_id FOREIGN KEY (unit_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cooperate_savedmapping cooperate_savedmappi_organisation_id_6d2e8818_fk_core_orga; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.cooperate_savedmapping
    ADD CONSTRAINT cooperate_savedmappi_organisation_id_6d2e8818_fk_core_orga FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_absence core_absence_account_id_0cd42afd_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_absence
    ADD CONSTRAINT core_absence_account_id_0cd42afd_fk_core_account_id FOREIGN KEY (account_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_absence core_absence_deputy_id_32d06392_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_absence
    ADD CONSTRAINT core_absence_deputy_id_32d06392_fk_core_account_id FOREIGN KEY (deputy_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_absence core_absence_entered_by_id_14a5ae9b_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_absence
    ADD CONSTRAINT core_absence_entered_by_id_14a5ae9b_fk_core_account_id FOREIGN KEY (entered_by_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_account core_account_organisation_id_3ada5520_fk_core_organisation_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_account
    ADD CONSTRAINT core_account_organisation_id_3ada5520_fk_core_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_account core_account_unit_id_b8055e48_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_account
    ADD CONSTRAINT core_account_unit_id_b8055e48_fk_core_unit_id FOREIGN KEY (unit_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_attachment core_attachment_case_id_68a7d204_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_attachment
    ADD CONSTRAINT core_attachment_case_id_68a7d204_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_cascaderow core_cascaderow_case_id_972b8b34_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_cascaderow
    ADD CONSTRAINT core_cascaderow_case_id_972b8b34_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_cascaderow core_cascaderow_organisation_id_20ffac42_fk_core_orga; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_cascaderow
    ADD CONSTRAINT core_cascaderow_organisation_id_20ffac42_fk_core_orga FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_cascaderow core_cascaderow_owner_id_9c37d48b_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_cascaderow
    ADD CONSTRAINT core_cascaderow_owner_id_9c37d48b_fk_core_account_id FOREIGN KEY (owner_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_cascaderow core_cascaderow_unit_id_382d75d9_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_cascaderow
    ADD CONSTRAINT core_cascaderow_unit_id_382d75d9_fk_core_unit_id FOREIGN KEY (unit_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_case core_case_organisation_id_4aa56812_fk_core_organisation_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_case
    ADD CONSTRAINT core_case_organisation_id_4aa56812_fk_core_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_case core_case_owner_id_ca0ce44a_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_case
    ADD CONSTRAINT core_case_owner_id_ca0ce44a_fk_core_account_id FOREIGN KEY (owner_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_case core_case_person_id_fa4215f9_fk_core_person_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_case
    ADD CONSTRAINT core_case_person_id_fa4215f9_fk_core_person_id FOREIGN KEY (person_id) REFERENCES public.core_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_case core_case_unit_id_c8348a3c_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_case
    ADD CONSTRAINT core_case_unit_id_c8348a3c_fk_core_unit_id FOREIGN KEY (unit_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_consentgrant core_consentgrant_case_id_b7fae768_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_consentgrant
    ADD CONSTRAINT core_consentgrant_case_id_b7fae768_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_consentgrant core_consentgrant_recipient_id_9211bbcb_fk_core_organisation_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_consentgrant
    ADD CONSTRAINT core_consentgrant_recipient_id_9211bbcb_fk_core_organisation_id FOREIGN KEY (recipient_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_entry core_entry_case_id_53630dca_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_entry
    ADD CONSTRAINT core_entry_case_id_53630dca_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_externalreference core_externalreferen_organisation_id_d5891fd3_fk_core_orga; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_externalreference
    ADD CONSTRAINT core_externalreferen_organisation_id_d5891fd3_fk_core_orga FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_externalreference core_externalreference_case_id_ad20aa91_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_externalreference
    ADD CONSTRAINT core_externalreference_case_id_ad20aa91_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_hold core_hold_case_id_ceae8fe1_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_hold
    ADD CONSTRAINT core_hold_case_id_ceae8fe1_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_mailaddress core_mailaddress_account_id_986882b5_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_mailaddress
    ADD CONSTRAINT core_mailaddress_account_id_986882b5_fk_core_account_id FOREIGN KEY (account_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_milestone core_milestone_case_id_5a00c298_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_milestone
    ADD CONSTRAINT core_milestone_case_id_5a00c298_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_notice core_notice_account_id_aff87396_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_notice
    ADD CONSTRAINT core_notice_account_id_aff87396_fk_core_account_id FOREIGN KEY (account_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_party core_party_case_id_19e79f5b_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_party
    ADD CONSTRAINT core_party_case_id_19e79f5b_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_person core_person_organisation_id_093d1a47_fk_core_organisation_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_person
    ADD CONSTRAINT core_person_organisation_id_093d1a47_fk_core_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_recovery core_recovery_account_id_14cdb4ef_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_recovery
    ADD CONSTRAINT core_recovery_account_id_14cdb4ef_fk_core_account_id FOREIGN KEY (account_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_recovery core_recovery_asked_by_id_f69ef8b7_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_recovery
    ADD CONSTRAINT core_recovery_asked_by_id_f69ef8b7_fk_core_account_id FOREIGN KEY (asked_by_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_recovery core_recovery_confirmed_by_id_df3c7a34_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_recovery
    ADD CONSTRAINT core_recovery_confirmed_by_id_df3c7a34_fk_core_account_id FOREIGN KEY (confirmed_by_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_referral core_referral_case_id_90eb8dd2_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_referral
    ADD CONSTRAINT core_referral_case_id_90eb8dd2_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_referral core_referral_consent_id_04a318d9_fk_core_consentgrant_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_referral
    ADD CONSTRAINT core_referral_consent_id_04a318d9_fk_core_consentgrant_id FOREIGN KEY (consent_id) REFERENCES public.core_consentgrant(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_referral core_referral_to_unit_id_b0443335_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_referral
    ADD CONSTRAINT core_referral_to_unit_id_b0443335_fk_core_unit_id FOREIGN KEY (to_unit_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_rightsrequest core_rightsrequest_case_id_df435554_fk_core_case_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rightsrequest
    ADD CONSTRAINT core_rightsrequest_case_id_df435554_fk_core_case_id FOREIGN KEY (case_id) REFERENCES public.core_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_rolegrant core_rolegrant_account_id_ca940bbc_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolegrant
    ADD CONSTRAINT core_rolegrant_account_id_ca940bbc_fk_core_account_id FOREIGN KEY (account_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_rolegrant core_rolegrant_unit_id_c62158d8_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolegrant
    ADD CONSTRAINT core_rolegrant_unit_id_c62158d8_fk_core_unit_id FOREIGN KEY (unit_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_rolereview core_rolereview_decided_by_id_193881a8_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolereview
    ADD CONSTRAINT core_rolereview_decided_by_id_193881a8_fk_core_account_id FOREIGN KEY (decided_by_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_rolereview core_rolereview_grant_id_eafcbde4_fk_core_rolegrant_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_rolereview
    ADD CONSTRAINT core_rolereview_grant_id_eafcbde4_fk_core_rolegrant_id FOREIGN KEY (grant_id) REFERENCES public.core_rolegrant(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_unit core_unit_organisation_id_bd6bf84f_fk_core_organisation_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_unit
    ADD CONSTRAINT core_unit_organisation_id_bd6bf84f_fk_core_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.core_organisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_unit core_unit_parent_id_92d86b0b_fk_core_unit_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.core_unit
    ADD CONSTRAINT core_unit_parent_id_92d86b0b_fk_core_unit_id FOREIGN KEY (parent_id) REFERENCES public.core_unit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: measure_publishedfigure measure_publishedfig_source_id_25504723_fk_measure_p; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.measure_publishedfigure
    ADD CONSTRAINT measure_publishedfig_source_id_25504723_fk_measure_p FOREIGN KEY (source_id) REFERENCES public.measure_publishedsource(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: mfa_authenticator mfa_authenticator_user_id_0c3a50c0_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_core_account_id FOREIGN KEY (user_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: usersessions_usersession usersessions_usersession_user_id_af5e0a6d_fk_core_account_id; Type: FK CONSTRAINT; Schema: public; Owner: handrail_owner
--

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_core_account_id FOREIGN KEY (user_id) REFERENCES public.core_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO handrail_owner;
GRANT USAGE ON SCHEMA public TO handrail_web;
GRANT USAGE ON SCHEMA public TO handrail_oversight;


--
-- Name: FUNCTION audit_queue(); Type: ACL; Schema: public; Owner: handrail_owner
--

REVOKE ALL ON FUNCTION public.audit_queue() FROM PUBLIC;


--
-- Name: FUNCTION audit_refuse(); Type: ACL; Schema: public; Owner: handrail_owner
--

REVOKE ALL ON FUNCTION public.audit_refuse() FROM PUBLIC;


--
-- Name: FUNCTION handrail_exclusions_follow_account(); Type: ACL; Schema: public; Owner: handrail_owner
--

REVOKE ALL ON FUNCTION public.handrail_exclusions_follow_account() FROM PUBLIC;


--
-- Name: FUNCTION handrail_exclusions_follow_unit(); Type: ACL; Schema: public; Owner: handrail_owner
--

REVOKE ALL ON FUNCTION public.handrail_exclusions_follow_unit() FROM PUBLIC;


--
-- Name: FUNCTION handrail_hidden_cases(asked_for uuid); Type: ACL; Schema: public; Owner: handrail_owner
--

REVOKE ALL ON FUNCTION public.handrail_hidden_cases(asked_for uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_hidden_cases(asked_for uuid) TO handrail_web;


--
-- Name: FUNCTION handrail_reversals_follow(); Type: ACL; Schema: public; Owner: handrail_owner
--

REVOKE ALL ON FUNCTION public.handrail_reversals_follow() FROM PUBLIC;


--
-- Name: TABLE account_emailaddress; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailaddress TO handrail_web;


--
-- Name: SEQUENCE account_emailaddress_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.account_emailaddress_id_seq TO handrail_web;


--
-- Name: TABLE account_emailconfirmation; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailconfirmation TO handrail_web;


--
-- Name: SEQUENCE account_emailconfirmation_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO handrail_web;


--
-- Name: TABLE audit_auditevent; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.audit_auditevent TO handrail_web;
GRANT SELECT,INSERT ON TABLE public.audit_auditevent TO handrail_oversight;


--
-- Name: TABLE audit_auditreason; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.audit_auditreason TO handrail_web;
GRANT SELECT,INSERT ON TABLE public.audit_auditreason TO handrail_oversight;


--
-- Name: TABLE audit_checkpoint; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.audit_checkpoint TO handrail_web;
GRANT SELECT ON TABLE public.audit_checkpoint TO handrail_oversight;


--
-- Name: TABLE audit_installation; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.audit_installation TO handrail_web;
GRANT SELECT ON TABLE public.audit_installation TO handrail_oversight;


--
-- Name: TABLE audit_pendingevent; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_pendingevent TO handrail_web;
GRANT SELECT,INSERT ON TABLE public.audit_pendingevent TO handrail_oversight;


--
-- Name: TABLE audit_seal; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.audit_seal TO handrail_web;
GRANT SELECT ON TABLE public.audit_seal TO handrail_oversight;


--
-- Name: TABLE auth_group; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO handrail_web;


--
-- Name: SEQUENCE auth_group_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.auth_group_id_seq TO handrail_web;


--
-- Name: TABLE auth_group_permissions; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO handrail_web;


--
-- Name: SEQUENCE auth_group_permissions_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO handrail_web;


--
-- Name: TABLE auth_permission; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO handrail_web;


--
-- Name: SEQUENCE auth_permission_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.auth_permission_id_seq TO handrail_web;


--
-- Name: TABLE axes_accessattempt; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.axes_accessattempt TO handrail_web;


--
-- Name: SEQUENCE axes_accessattempt_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.axes_accessattempt_id_seq TO handrail_web;


--
-- Name: TABLE axes_accessattemptexpiration; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.axes_accessattemptexpiration TO handrail_web;


--
-- Name: TABLE axes_accessfailurelog; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.axes_accessfailurelog TO handrail_web;


--
-- Name: SEQUENCE axes_accessfailurelog_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.axes_accessfailurelog_id_seq TO handrail_web;


--
-- Name: TABLE axes_accesslog; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.axes_accesslog TO handrail_web;


--
-- Name: SEQUENCE axes_accesslog_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.axes_accesslog_id_seq TO handrail_web;


--
-- Name: TABLE cooperate_importrow; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cooperate_importrow TO handrail_web;


--
-- Name: TABLE cooperate_importrun; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cooperate_importrun TO handrail_web;


--
-- Name: TABLE cooperate_savedmapping; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cooperate_savedmapping TO handrail_web;


--
-- Name: TABLE core_absence; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_absence TO handrail_web;


--
-- Name: TABLE core_account; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_account TO handrail_web;
GRANT SELECT ON TABLE public.core_account TO handrail_oversight;


--
-- Name: TABLE core_attachment; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_attachment TO handrail_web;


--
-- Name: TABLE core_breakglass; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_breakglass TO handrail_web;


--
-- Name: TABLE core_cascaderow; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_cascaderow TO handrail_web;


--
-- Name: TABLE core_case; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_case TO handrail_web;


--
-- Name: TABLE core_consentgrant; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_consentgrant TO handrail_web;


--
-- Name: TABLE core_entry; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_entry TO handrail_web;


--
-- Name: TABLE core_exclusion; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.core_exclusion TO handrail_oversight;


--
-- Name: TABLE core_externalreference; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_externalreference TO handrail_web;


--
-- Name: TABLE core_hold; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_hold TO handrail_web;


--
-- Name: TABLE core_mailaddress; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_mailaddress TO handrail_web;


--
-- Name: TABLE core_milestone; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_milestone TO handrail_web;


--
-- Name: TABLE core_notice; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_notice TO handrail_web;


--
-- Name: TABLE core_organisation; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_organisation TO handrail_web;
GRANT SELECT ON TABLE public.core_organisation TO handrail_oversight;


--
-- Name: TABLE core_party; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_party TO handrail_web;


--
-- Name: TABLE core_person; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_person TO handrail_web;


--
-- Name: TABLE core_recovery; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_recovery TO handrail_web;


--
-- Name: TABLE core_referral; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_referral TO handrail_web;


--
-- Name: TABLE core_rightsrequest; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_rightsrequest TO handrail_web;


--
-- Name: TABLE core_rolegrant; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_rolegrant TO handrail_web;
GRANT SELECT ON TABLE public.core_rolegrant TO handrail_oversight;


--
-- Name: TABLE core_rolereview; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_rolereview TO handrail_web;


--
-- Name: TABLE core_unit; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.core_unit TO handrail_web;
GRANT SELECT ON TABLE public.core_unit TO handrail_oversight;


--
-- Name: TABLE django_content_type; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO handrail_web;


--
-- Name: SEQUENCE django_content_type_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.django_content_type_id_seq TO handrail_web;


--
-- Name: TABLE django_migrations; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_migrations TO handrail_web;


--
-- Name: SEQUENCE django_migrations_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.django_migrations_id_seq TO handrail_web;


--
-- Name: TABLE django_session; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO handrail_web;


--
-- Name: TABLE django_tasks_database_dbtaskresult; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_tasks_database_dbtaskresult TO handrail_web;


--
-- Name: TABLE measure_publishedfigure; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_publishedfigure TO handrail_web;


--
-- Name: TABLE measure_publishedsource; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_publishedsource TO handrail_web;


--
-- Name: TABLE measure_snapshot; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_snapshot TO handrail_web;


--
-- Name: TABLE mfa_authenticator; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO handrail_web;


--
-- Name: SEQUENCE mfa_authenticator_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO handrail_web;


--
-- Name: TABLE usersessions_usersession; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.usersessions_usersession TO handrail_web;


--
-- Name: SEQUENCE usersessions_usersession_id_seq; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,USAGE ON SEQUENCE public.usersessions_usersession_id_seq TO handrail_web;


--
-- Name: TABLE vault_blindindex; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.vault_blindindex TO handrail_web;


--
-- Name: TABLE vault_installationkey; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT ON TABLE public.vault_installationkey TO handrail_web;


--
-- Name: TABLE vault_keptfile; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.vault_keptfile TO handrail_web;


--
-- Name: TABLE vault_organisationkey; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.vault_organisationkey TO handrail_web;


--
-- Name: TABLE vault_personkey; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT SELECT,INSERT ON TABLE public.vault_personkey TO handrail_web;


--
-- Name: COLUMN vault_personkey.wrapped; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT UPDATE(wrapped) ON TABLE public.vault_personkey TO handrail_web;


--
-- Name: COLUMN vault_personkey.erased_at; Type: ACL; Schema: public; Owner: handrail_owner
--

GRANT UPDATE(erased_at) ON TABLE public.vault_personkey TO handrail_web;


--
-- Name: DEFAULT PRIVILEGES FOR SEQUENCES; Type: DEFAULT ACL; Schema: public; Owner: handrail_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT SELECT,USAGE ON SEQUENCES TO handrail_web;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: public; Owner: handrail_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO handrail_web;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: handrail_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;


--
-- PostgreSQL database dump complete
--


