"""The catalogue of what can be wrong with a rulebook: a stable code and a title for each.

A code never changes its meaning and is never used again for another one.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """One kind of fault; its value is what people see, ``summary`` its title."""

    summary: str

    def __new__(cls, code: str, summary: str) -> Code:
        """A code with its title."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.summary = summary
        return member

    NO_FOLDER = "KY101", "The folder is not there"
    NO_FILES = "KY102", "The folder holds no YAML files"
    TOO_MANY_FILES = "KY103", "Too many files"
    UNREADABLE_FILE = "KY104", "A file cannot be read"
    NOT_A_FILE = "KY105", "A folder or device is named like a YAML file"
    LINK_LOOP = "KY106", "Links lead round in a circle"
    TOO_LARGE = "KY107", "A file is too large"
    NOT_UTF8 = "KY108", "A file is not UTF-8 text"
    CONTROL_CHARACTER = "KY109", "A character that text cannot hold"

    BAD_YAML = "KY120", "The file is not YAML"
    TAB = "KY121", "A tab where spaces must stand"
    CONFLICT_MARKER = "KY122", "An unresolved merge conflict"
    WIDE_COLON = "KY123", "A full-width colon where a plain one is meant"
    UNCLOSED_QUOTE = "KY124", "A quotation mark that is never closed"
    UNCLOSED_BRACKET = "KY125", "A bracket that is never closed"
    COLON_IN_TEXT = "KY126", "A colon in a text without quotation marks"
    NEEDS_QUOTES = "KY127", "A text that needs quotation marks"
    ANCHOR = "KY128", "YAML anchors and aliases are not used"
    TAG = "KY129", "YAML tags are not used"
    MERGE_KEY = "KY130", "YAML merge keys are not used"
    SEVERAL_DOCUMENTS = "KY131", "Several YAML documents in one file"
    TOO_DEEP = "KY132", "Nested too deeply"
    DUPLICATE_KEY = "KY133", "The same key twice"
    KEY_NOT_A_WORD = "KY134", "A key that is no word"
    BAD_INDENTATION = "KY135", "Lines that do not line up"
    NO_SPACE_AFTER_COLON = "KY136", "No space after the colon"
    COMMA_IN_TEXT = "KY137", "A comma that cuts a text in two"

    NO_RULEBOOK_SECTION = "KY201", "No rulebook section"
    UNKNOWN_SECTION = "KY202", "An unknown section"
    UNKNOWN_KEY = "KY203", "An unknown key"
    MISSING_KEY = "KY204", "A key that is needed is missing"
    EMPTY_VALUE = "KY205", "Nothing is written after a key"
    NOT_A_MAPPING = "KY206", "Keys with values were expected"
    NOT_A_LIST = "KY207", "A list was expected"
    NOT_A_WORD = "KY208", "A single word or text was expected"
    NOT_ONE_OF = "KY209", "A word that is not one of the allowed ones"
    NOT_A_NUMBER = "KY210", "A whole number was expected"
    NOT_A_DATE = "KY211", "A date was expected"
    NOT_YES_OR_NO = "KY212", "yes or no was expected"
    NOT_A_TIME = "KY213", "A time of day was expected"
    BAD_ID = "KY214", "An id that breaks the rules for ids"
    RESERVED_ID = "KY215", "An id that has a meaning of its own"
    DUPLICATE_ID = "KY216", "The same id declared twice"
    LISTED_TWICE = "KY217", "The same entry twice in a list"
    NOT_AN_ADDRESS = "KY218", "A web address was expected"
    SECTION_ELSEWHERE = "KY219", "A section that belongs into another folder"

    NO_SUCH_FACT = "KY301", "A fact that nobody declares"
    NO_SUCH_STEP = "KY302", "A step that nobody declares"
    NO_SUCH_DOCUMENT = "KY303", "A document that nobody declares"
    NO_SUCH_COST = "KY304", "A cost that nobody declares"
    NO_SUCH_SOURCE = "KY305", "A source that nobody declares"
    NO_SUCH_PHASE = "KY306", "A phase that nobody declares"
    NO_SUCH_GROUP = "KY307", "A group that nobody declares"
    NO_SUCH_TABLE = "KY308", "A table that nobody declares"
    NO_SUCH_COLUMN = "KY309", "A column that the table does not have"
    NO_SUCH_CONCLUSION = "KY310", "A conclusion that nobody declares"
    NO_SUCH_OPTION = "KY311", "An option that the fact does not have"
    NO_SUCH_WARNING = "KY312", "A warning that no rule gives"

    MISSING_LANGUAGE = "KY401", "A text lacks a language"
    UNKNOWN_LANGUAGE = "KY402", "A text in a language the rulebook does not have"
    UNKNOWN_PLACEHOLDER = "KY403", "A placeholder that names no fact"
    BAD_PLACEHOLDER = "KY404", "Braces that hold no fact id"
    TEXT_CIRCLE = "KY405", "Texts that need each other"

    UNKNOWN_RELATION = "KY501", "A comparison that does not exist"
    RELATION_DOES_NOT_FIT = "KY502", "A comparison that does not fit the kind of fact"
    OPERAND_DOES_NOT_FIT = "KY503", "A value that does not fit the kind of fact"
    EMPTY_RANGE = "KY504", "A range that nothing is in"
    EMPTY_CONDITION = "KY505", "An empty condition"
    CONDITION_TOO_DEEP = "KY506", "A condition nested too deeply"
    KNOWN_OF_CONCLUSION = "KY507", "Asking whether a conclusion is known"
    NOT_A_CONDITION = "KY508", "A condition was expected"

    NO_OPTIONS = "KY601", "A choice without options"
    OPTIONS_DO_NOT_FIT = "KY602", "Options on a fact that is no choice"
    LIMITS_DO_NOT_FIT = "KY603", "Limits on a fact that has no size"
    QUESTION_WITHOUT_GROUP = "KY604", "A question without a group"
    TABLE_KEY_NOT_A_CHOICE = "KY605", "A table whose key is no choice"
    LABEL_TWICE = "KY606", "An option labelled twice"
    NO_FUNCTION = "KY607", "A calculated fact without a function"
    SEVERAL_FUNCTIONS = "KY608", "A calculated fact with several functions"
    WRONG_NUMBER_OF_ARGUMENTS = "KY609", "The wrong number of arguments"
    ARGUMENT_DOES_NOT_FIT = "KY610", "An argument of the wrong kind"
    NESTED_CALL = "KY611", "A function inside a function"
    UNKNOWN_COUNTRY = "KY612", "A country whose holidays are not known"
    BAD_CASE = "KY613", "A case that cannot be read"
    CURRENCY_MISSING = "KY614", "Money without a currency"
    BAD_CURRENCY = "KY615", "A currency that is no three-letter code"
    BAD_TIME_ZONE = "KY616", "A time zone that does not exist"
    BAD_LANGUAGE_CODE = "KY617", "A language that is no language code"

    NO_EFFECT = "KY701", "A rule without effects"
    BAD_EFFECT = "KY702", "An effect that cannot be read"
    BAD_VALIDITY = "KY703", "A rule that ends before it begins"
    DUE_DOES_NOT_FIT = "KY704", "A due date that is no date"
    AMOUNT_DOES_NOT_FIT = "KY705", "An amount that is no money"
    ORDER_TOO_SHORT = "KY706", "An order of fewer than two steps"
    ORDER_AGAINST_PHASES = "KY707", "An order against the order of phases"
    DUPLICATE_WARNING = "KY708", "Two warnings with one id"
    SELF_ORDER = "KY709", "A step ordered against itself"

    FACT_CIRCLE = "KY801", "Facts that are derived from each other in a circle"
    STEP_CIRCLE = "KY802", "Steps ordered in a circle"
    DERIVATION_TOO_DEEP = "KY803", "Facts derived over too many levels"
    NEVER_CONCLUDED = "KY804", "A conclusion that no rule concludes"

    NO_DAY = "KY901", "A scenario without a day"
    CANNOT_BE_GIVEN = "KY902", "A fact that cannot be given"
    CONTRADICTING_EXPECTATIONS = "KY903", "Expectations that exclude each other"
    NO_EXPECTATION = "KY904", "A scenario that expects nothing"
    OUT_OF_RANGE = "KY905", "A value outside the limits of the fact"
    NOT_A_QUESTION = "KY906", "A fact without a question"
    NO_DUE_DATE = "KY907", "A step without a due date"
