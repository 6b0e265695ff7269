@echo off
rem Installs the program from the wheels beside this script: no network, no administrator.
rem install.bat [FOLDER]   install.bat /remove [FOLDER]
setlocal
chcp 65001 >nul
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
set "code=%errorlevel%"
if not "%code%"=="0" pause
exit /b %code%
