"""How the console says what is a value of code here."""

from api.core.actors import Role

ROLE_WORDS = {
    Role.SUPPORT: "客服",
    Role.ASSESSOR: "核赔",
    Role.DOCTOR: "医生",
    Role.FINANCE: "财务",
    Role.ADMIN: "主管",
}
